import { isLoopback } from '../loopback.ts'
import { notSet } from '../not-set.ts'
import type { FoundPlace } from '../place/found-place.ts'
import type { Environment } from './credentials/environment.ts'

export type Service = 'secretsmanager' | 'ssm'

/**
 * The domain of a partition, by how the names of its regions begin, and that of its dual-stack endpoints; the last is that of all others.
 * Source: botocore, `partitions.json`.
 */
const domains = [
  ['cn-', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['eusc-', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['us-iso-', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['eu-isoe-', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
  ['', 'amazonaws.com', 'api.aws'],
] as const

/**
 * The URL a service's requests go to: `AWS_ENDPOINT_URL_SECRETS_MANAGER` or `AWS_ENDPOINT_URL_SSM`, else `AWS_ENDPOINT_URL`,
 * else AWS's own of the region, FIPS and dual-stack as the environment asks. Plain http goes no further than this machine, since values
 * would travel in it.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints" and "Dual-stack and FIPS endpoints"; the endpoint rules of
 * both services' models, which a test compares with over all regions.
 */
export function endpointOf({ service, region }: Pick<FoundPlace, 'service' | 'region'>, env: Environment): URL {
  // It becomes a part of a host name: anything else in it would send the request elsewhere.
  if (!/^[a-z\d-]+$/.test(region)) throw notSet('REGION_MISSING', 'AWS region', 'AWS_REGION')
  const isParameter = service === 'ssm'
  const custom =
    env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] !== 'true' &&
    (env[`AWS_ENDPOINT_URL_${isParameter ? 'SSM' : 'SECRETS_MANAGER'}`] || env['AWS_ENDPOINT_URL'])
  const isFips = env['AWS_USE_FIPS_ENDPOINT'] === 'true'
  const isDual = env['AWS_USE_DUALSTACK_ENDPOINT'] === 'true'
  const [, plain, dual] = domains.find(([start]) => region.startsWith(start)) as (typeof domains)[number] // the last fits all
  // Secrets Manager is dual-stack under its plain name in some partitions, and Parameter Store FIPS in us-gov.
  const isPlainDual = !isParameter && (isFips ? dual === 'api.aws' : /ws\.com/.test(plain))
  const domain = isDual && !isPlainDual ? dual : plain
  const suffix = isFips && (!isParameter || isDual || !/^us-gov/.test(region)) ? '-fips' : ''
  const address = custom || `https://${service}${suffix}.${region}.${domain}`

  // A path is asked with a slash at its end, as the SDKs do.
  const url = URL.canParse(address) && new URL(address.replace(/\/?$/, '/'))
  // Signing would change a path of other characters or double slashes; user info and a query do not belong to an endpoint.
  const isPlain = url && /^https?:\/\/[^/@]+(\/[\w.~-]+)*\/$/.test(url.href) && (url.protocol === 'https:' || isLoopback(url.hostname))
  if (isPlain && !(custom && (isFips || isDual))) return url
  throw notSet('ENDPOINT_NOT_ALLOWED', 'AWS endpoint of https or loopback without FIPS', 'AWS_ENDPOINT_URL')
}
