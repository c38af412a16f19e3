import { isLoopback } from '../loopback.ts'
import { SallyportError } from '../sallyport-error.ts'
import type { Environment } from './credentials/environment.ts'

export type Service = 'secretsmanager' | 'ssm'

/** Region prefix, partition, domain, dual-stack domain behind `api.`. Source: `partitions.json` of the AWS SDKs' endpoint rules. */
const partitions = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn', 'amazonwebservices.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com', 'aws'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu', 'amazonwebservices.eu'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov', 'aws.scloud'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov', 'aws.hci.ic.gov'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov', 'aws.ic.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk', 'cloud-aws.adc-e.uk'],
  ['', 'aws', 'amazonaws.com', 'aws'],
] as const

export const partitionOf = (region: string) =>
  // The last one's prefix is empty, so one is always found.
  partitions.find(([prefix]) => region.startsWith(prefix)) as (typeof partitions)[number]

/** The region: configured, else the environment's, in which Lambda sets it. */
export function regionFrom(configured: string | undefined, env: Environment): string {
  const region = configured || env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || ''
  // It becomes a part of a host name: anything else in it would send the request elsewhere.
  if (/^[a-z\d-]{1,63}$/.test(region)) return region
  throw new SallyportError('REGION_MISSING', { message: 'there is no AWS region: set AWS_REGION' })
}

/**
 * The URL a service's requests go to: configured, else `AWS_ENDPOINT_URL_SECRETS_MANAGER` or `AWS_ENDPOINT_URL_SSM`, else
 * `AWS_ENDPOINT_URL`, else AWS's own of the region, FIPS and dual-stack as the environment asks. Plain http goes no further than this
 * machine, since values would travel in it.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints" and "Dual-stack and FIPS endpoints".
 */
export function endpointOf(service: Service, region: string, configured: string | undefined, env: Environment): URL {
  const isParameter = service === 'ssm'
  const named = env[`AWS_ENDPOINT_URL_${isParameter ? 'SSM' : 'SECRETS_MANAGER'}`] || env['AWS_ENDPOINT_URL']
  const custom = configured ?? (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] !== 'true' && named)
  const isFips = env['AWS_USE_FIPS_ENDPOINT'] === 'true'
  const isDual = env['AWS_USE_DUALSTACK_ENDPOINT'] === 'true'
  const [, partition, domain, dualDomain] = partitionOf(region)
  // Secrets Manager is dual-stack under its plain name in these partitions, and Parameter Store FIPS under its plain name in us-gov.
  const host = isDual && (isParameter || !/^aws(-cn|-us-gov)?$/.test(partition)) ? `api.${dualDomain}` : domain
  const suffix = isFips && (!isParameter || isDual || partition !== 'aws-us-gov') ? '-fips' : ''
  const address = custom || `https://${service}${suffix}.${region}.${host}`

  const url = URL.canParse(address) && new URL(address)
  // A path of other characters would be encoded a second time for signing; user info and a query do not belong to an endpoint.
  const isPlain = url && /^https?:\/\/[^/@]+\/[\w/.~-]*$/.test(url.href) && (url.protocol === 'https:' || isLoopback(url.hostname))
  if (isPlain && !(custom && (isFips || isDual))) return url
  throw new SallyportError('ENDPOINT_NOT_ALLOWED', {
    message: 'the AWS endpoint is not https or on loopback, without FIPS and dual-stack: set AWS_ENDPOINT_URL',
  })
}
