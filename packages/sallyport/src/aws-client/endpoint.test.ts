import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { endpointOf } from './endpoint.ts'

// Every region that the SDK's own table of partitions names, the isolated ones and those of one country included.
const sdkCore = dirname(fileURLToPath(import.meta.resolve('@aws-sdk/core/package.json')))
const { partitionsInfo } = (await import(join(sdkCore, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'))) as {
  readonly partitionsInfo: { readonly partitions: readonly { readonly regions: object }[] } // its own form
}
const regions = partitionsInfo.partitions
  .flatMap((partition) => Object.keys(partition.regions))
  .filter((region) => !region.endsWith('-global'))

test('compares with the SDK in all regions that it knows', () => {
  expect(regions.length).toBeGreaterThan(40)
  expect(regions).toEqual(expect.arrayContaining(['us-east-1', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1']))
})

const flags = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const

/** Where the SDK would send, or why it would not; its own handler is told to go no further. */
async function sdkEndpoint(service: 'secretsmanager' | 'ssm', region: string, useFipsEndpoint: boolean, useDualstackEndpoint: boolean) {
  let asked = ''
  const settings = {
    region,
    useFipsEndpoint,
    useDualstackEndpoint,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { protocol: string; hostname: string; path: string }) => {
        asked = `${request.protocol}//${request.hostname}${request.path}`
        throw new Error('seen')
      },
    },
  } // prettier-ignore
  const sending =
    service === 'ssm'
      ? new SSMClient(settings as never).send(new GetParametersCommand({ Names: ['a'] }))
      : new SecretsManagerClient(settings as never).send(new GetSecretValueCommand({ SecretId: 'a' }))
  await sending.catch(() => undefined)
  return asked
}

test.for((['secretsmanager', 'ssm'] as const).flatMap((service) => regions.map((region) => [service, region] as const)))(
  'sends to the host of %s in %s that the AWS SDK would, plain, FIPS, dual-stack and both',
  async ([service, region]) => {
    for (const [isFips, isDual] of flags) {
      const env = { AWS_USE_FIPS_ENDPOINT: String(isFips), AWS_USE_DUALSTACK_ENDPOINT: String(isDual) }
      const sdk = await sdkEndpoint(service, region, isFips, isDual)
      expect(sdk).not.toBe('')
      expect(endpointOf({ service, region }, env).href).toBe(sdk)
    }
  },
)

test('goes to the endpoint that the environment names, a service’s own before the general one', () => {
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://vpce-1.example.com/prefix' }
  expect(endpointOf({ service: 'secretsmanager', region: 'eu-west-1' }, env).href).toBe('https://vpce-1.example.com/prefix/')
  expect(endpointOf({ service: 'ssm', region: 'eu-west-1' }, env).href).toBe('http://127.0.0.1:4566/')
  expect(endpointOf({ service: 'ssm', region: 'eu-west-1' }, { ...env, AWS_ENDPOINT_URL_SSM: 'http://[::1]:1/' }).href).toBe(
    'http://[::1]:1/',
  )
})

test('looks past the endpoints of the environment where it is told to', () => {
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }
  expect(endpointOf({ service: 'ssm', region: 'eu-west-1' }, env).href).toBe('https://ssm.eu-west-1.amazonaws.com/')
  expect(endpointOf({ service: 'ssm', region: 'eu-west-1' }, { ...env, AWS_USE_FIPS_ENDPOINT: 'true' }).hostname).toBe(
    'ssm-fips.eu-west-1.amazonaws.com',
  )
})

test.for([
  'http://example.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'ftp://localhost',
  'not a url',
  'https://user:pass@example.com',
  'https://example.com/?a=b',
  'https://example.com/a b',
  'https://example.com/a//b',
  'https://example.com/#x',
])('refuses the endpoint %s', (endpoint) => {
  expect(() => endpointOf({ service: 'ssm', region: 'eu-west-1' }, { AWS_ENDPOINT_URL: endpoint })).toThrow(
    expect.objectContaining({ code: 'ENDPOINT_NOT_ALLOWED' }),
  )
})

test('refuses FIPS and dual-stack beside an endpoint, as AWS’s rules do', () => {
  const env = { AWS_ENDPOINT_URL: 'https://example.com' }
  for (const flag of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']) {
    expect(() => endpointOf({ service: 'ssm', region: 'eu-west-1' }, { ...env, [flag]: 'true' })).toThrow(
      expect.objectContaining({ code: 'ENDPOINT_NOT_ALLOWED' }),
    )
  }
})

test.for(['', 'evil.example.com/', 'eu-west-1.evil', 'EU-WEST-1', 'a b'])('refuses %j as a region, which would become a host', (region) => {
  expect(() => endpointOf({ service: 'ssm', region }, {})).toThrow(expect.objectContaining({ code: 'REGION_MISSING' }))
})
