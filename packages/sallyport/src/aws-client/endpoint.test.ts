import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { endpointOf, regionFrom } from './endpoint.ts'

const regions = [
  'us-east-1',
  'eu-west-1',
  'ap-southeast-7',
  'mx-central-1',
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'eusc-de-east-1',
] // prettier-ignore
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
      // FIPS in China is not there at all, whatever the SDK's rules make of it.
      if (isFips && region.startsWith('cn-')) continue
      expect(sdk).not.toBe('')
      expect(endpointOf(service, region, undefined, env).href).toBe(sdk)
    }
  },
)

test('goes to the endpoint that the environment names, a service’s own before the general one', () => {
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://vpce-1.example.com/prefix' }
  expect(endpointOf('secretsmanager', 'eu-west-1', undefined, env).href).toBe('https://vpce-1.example.com/prefix')
  expect(endpointOf('ssm', 'eu-west-1', undefined, env).href).toBe('http://127.0.0.1:4566/')
  expect(endpointOf('ssm', 'eu-west-1', undefined, { ...env, AWS_ENDPOINT_URL_SSM: 'http://[::1]:1/' }).href).toBe('http://[::1]:1/')
  expect(endpointOf('ssm', 'eu-west-1', 'http://localhost:9', env).href).toBe('http://localhost:9/')
})

test.for(['us-iso-east-1', 'us-isob-east-1', 'us-isof-south-1', 'eu-isoe-west-1'])(
  'asks for the endpoint of the isolated region %s, and sends nothing elsewhere meanwhile',
  (region) => {
    expect(() => endpointOf('ssm', region, undefined, {})).toThrow(
      expect.objectContaining({ code: 'ENDPOINT_NOT_ALLOWED', message: expect.stringContaining('set AWS_ENDPOINT_URL') }),
    )
    const endpoint = `https://ssm.${region}.c2s.ic.gov/`
    expect(endpointOf('ssm', region, undefined, { AWS_ENDPOINT_URL_SSM: endpoint }).href).toBe(endpoint)
  },
)

test.for([
  'http://example.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'ftp://localhost',
  'not a url',
  'https://user:pass@example.com',
  'https://example.com/?a=b',
  'https://example.com/a b',
  'https://example.com/#x',
])('refuses the endpoint %s', (endpoint) => {
  expect(() => endpointOf('ssm', 'eu-west-1', undefined, { AWS_ENDPOINT_URL: endpoint })).toThrow(
    expect.objectContaining({ code: 'ENDPOINT_NOT_ALLOWED' }),
  )
})

test('refuses FIPS and dual-stack beside an endpoint, as AWS’s rules do', () => {
  const env = { AWS_ENDPOINT_URL: 'https://example.com' }
  for (const flag of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']) {
    expect(() => endpointOf('ssm', 'eu-west-1', undefined, { ...env, [flag]: 'true' })).toThrow(
      expect.objectContaining({ code: 'ENDPOINT_NOT_ALLOWED' }),
    )
  }
})

test('takes the region that was configured, then AWS_REGION, then AWS_DEFAULT_REGION', () => {
  const env = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' }
  expect(regionFrom('ap-south-1', env)).toBe('ap-south-1')
  expect(regionFrom(undefined, env)).toBe('eu-west-1')
  expect(regionFrom(undefined, { ...env, AWS_REGION: '' })).toBe('us-east-1')
})

test.for(['', 'evil.example.com/', 'eu-west-1.evil', 'EU-WEST-1', 'a b'])('refuses %j as a region, which would become a host', (region) => {
  expect(() => regionFrom(undefined, { AWS_REGION: region })).toThrow(expect.objectContaining({ code: 'REGION_MISSING' }))
})
