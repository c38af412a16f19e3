import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'

// The SDK's own table of partitions: those of one country and the isolated ones included.
const sdkCore = dirname(fileURLToPath(import.meta.resolve('@aws-sdk/core/package.json')))
const { partitionsInfo } = (await import(join(sdkCore, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'))) as {
  readonly partitionsInfo: { readonly partitions: readonly { readonly regions: object }[] } // its own form
}
const known = partitionsInfo.partitions
  .flatMap((partition) => Object.keys(partition.regions))
  .filter((region) => !region.endsWith('-global'))

/** A region that may come to be: AWS names them by partition, direction and number. */
const toCome = fc
  .tuple(
    fc.constantFrom('us', 'eu', 'ap', 'sa', 'ca', 'me', 'af', 'il', 'mx', 'cn', 'us-gov', 'us-iso', 'us-isob', 'eu-isoe', 'us-isof'),
    fc.constantFrom('east', 'west', 'central', 'northeast', 'southwest'),
    fc.integer({ min: 1, max: 12 }),
  )
  .map((parts) => parts.join('-'))

const flag = fc.constantFrom(undefined, 'true', 'false')
const segment = fc.stringMatching(/^[\w.~-]{1,12}$/).filter((text) => !/^\.+$/.test(text)) // a URL has no dots alone in its path
const path = fc
  .array(segment, { maxLength: 3 })
  .chain((parts) => fc.constantFrom('', '/').map((end) => `${['', ...parts].join('/')}${end}`))
const endpoint = fc
  .tuple(
    fc.constantFrom(
      'https://vpce-1.secretsmanager.eu-west-1.vpce.amazonaws.com',
      'https://proxy.example:8443',
      'http://127.0.0.1:4566',
      'http://[::1]:81',
    ),
    path,
  )
  .map((parts) => parts.join(''))
const endpointOrNone = fc.option(fc.oneof(endpoint, { weight: 1, arbitrary: fc.constant('') }), { nil: undefined, freq: 2 })

/** What an execution environment may say to a client of AWS, whether it belongs together or not. */
export const environment = fc.record({
  AWS_REGION: fc.oneof(fc.constantFrom(...known), toCome),
  AWS_ACCESS_KEY_ID: fc.stringMatching(/^(AKIA|ASIA)[A-Z\d]{16}$/),
  AWS_SECRET_ACCESS_KEY: fc.stringMatching(/^[\w/+]{40}$/),
  AWS_SESSION_TOKEN: fc.option(fc.stringMatching(/^[\w/+=]{20,80}$/), { nil: undefined }),
  AWS_USE_FIPS_ENDPOINT: flag,
  AWS_USE_DUALSTACK_ENDPOINT: flag,
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: flag,
  AWS_ENDPOINT_URL: endpointOrNone,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpointOrNone,
  AWS_ENDPOINT_URL_SSM: endpointOrNone,
})

/** What is read: a secret or parameters, and how. */
export const question = fc.oneof(
  fc.record({
    service: fc.constant('secretsmanager' as const),
    operation: fc.constant('GetSecretValue' as const),
    input: fc.record({ SecretId: fc.stringMatching(/^[\w/+=.@-]{1,40}$/), VersionStage: fc.constantFrom('AWSCURRENT', 'AWSPREVIOUS') }),
  }),
  fc.record({
    service: fc.constant('ssm' as const),
    operation: fc.constant('GetParameters' as const),
    input: fc.record({
      Names: fc.array(fc.stringMatching(/^\/[\w/.-]{1,40}(:\d)?$/), { minLength: 1, maxLength: 10 }),
      WithDecryption: fc.constant(true),
    }),
  }),
)
