import { isLoopback } from '../loopback.ts'
import { notSet } from '../not-set.ts'
import type { Environment } from './credentials/environment.ts'

export type Service = 'secretsmanager' | 'ssm'

/** The region: configured, else the environment's, in which Lambda sets it. */
export function regionFrom(configured: string | undefined, env: Environment): string {
  const region = configured || env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || ''
  // It becomes a part of a host name: anything else in it would send the request elsewhere.
  if (/^[a-z\d-]+$/.test(region)) return region
  throw notSet('REGION_MISSING', 'AWS region', 'AWS_REGION')
}

/**
 * The URL a service's requests go to: configured, else `AWS_ENDPOINT_URL_SECRETS_MANAGER` or `AWS_ENDPOINT_URL_SSM`, else
 * `AWS_ENDPOINT_URL`, else AWS's own of the region, FIPS and dual-stack as the environment asks. The isolated partitions, which no public
 * registry reaches, have to be named. Plain http goes no further than this machine, since values would travel in it.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints" and "Dual-stack and FIPS endpoints".
 */
export function endpointOf(service: Service, region: string, configured: string | undefined, env: Environment): URL {
  const isParameter = service === 'ssm'
  const custom = configured || env[`AWS_ENDPOINT_URL_${isParameter ? 'SSM' : 'SECRETS_MANAGER'}`] || env['AWS_ENDPOINT_URL']
  const [isFips, isDual] = ['FIPS', 'DUALSTACK'].map((each) => env[`AWS_USE_${each}_ENDPOINT`] === 'true')
  const country = /^cn-/.test(region) ? 'com.cn' : /^eusc-/.test(region) ? 'eu' : 'com'
  // Secrets Manager is dual-stack under its plain name but there, and Parameter Store FIPS under its plain name in us-gov.
  const isApi = isDual && (isParameter || country === 'eu')
  const domain = isApi ? (country === 'com' ? 'api.aws' : `api.amazonwebservices.${country}`) : `amazonaws.${country}`
  const suffix = isFips && (!isParameter || isDual || !/^us-gov/.test(region)) ? '-fips' : ''
  const address = custom || (/-iso/.test(region) ? '' : `https://${service}${suffix}.${region}.${domain}`)

  const url = URL.canParse(address) && new URL(address)
  // A path of other characters would be encoded a second time for signing; user info and a query do not belong to an endpoint.
  const isPlain = url && /^https?:\/\/[^/@]+\/[\w/.~-]*$/.test(url.href) && (url.protocol === 'https:' || isLoopback(url.hostname))
  if (isPlain && !(custom && (isFips || isDual))) return url
  throw notSet('ENDPOINT_NOT_ALLOWED', 'AWS endpoint of https or loopback without FIPS', 'AWS_ENDPOINT_URL')
}
