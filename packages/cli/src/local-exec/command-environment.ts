import type { LocalState } from '@sallyport/tasks'

type Environment = Readonly<Record<string, string | undefined>>

interface Beside {
  readonly state: Pick<LocalState, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey' | 'controlToken'>
  /** Where the server's state file is, for `sallyport … --local` inside the command. */
  readonly stateFolder: string
  /** A file that holds no profile, and no key. */
  readonly emptyFile: string
  /** What `{stage}` stands for; default: what the environment says, else `dev`. */
  readonly stage?: string | undefined
}

/**
 * Variables that would win over the keys and the endpoint set here, or lead a client elsewhere.
 * Source: AWS SDKs and Tools Reference Guide, "Environment variables" and "Service-specific endpoints".
 */
const leadsElsewhere = new RegExp(
  `^AWS_(?:${[
    'PROFILE|DEFAULT_PROFILE',
    'SESSION_TOKEN|SECURITY_TOKEN|CREDENTIAL_EXPIRATION',
    'ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_.*',
    'ENDPOINT_URL_.*|IGNORE_CONFIGURED_ENDPOINT_URLS|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT',
  ].join('|')})$`,
)

/** The environment of a command that is to use AWS on loopback and nothing else of AWS. */
export function commandEnvironment(env: Environment, { state, stateFolder, emptyFile, stage }: Beside): Record<string, string> {
  const kept = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !leadsElsewhere.test(entry[0]))
  return {
    ...Object.fromEntries(kept),
    ...withoutProxy(env),
    AWS_ENDPOINT_URL: state.endpoint,
    AWS_REGION: state.region,
    AWS_DEFAULT_REGION: state.region,
    AWS_ACCESS_KEY_ID: state.accessKeyId,
    AWS_SECRET_ACCESS_KEY: state.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    // a profile that the command's own code names is not found, rather than used with its keys
    AWS_CONFIG_FILE: emptyFile,
    AWS_SHARED_CREDENTIALS_FILE: emptyFile,
    SALLYPORT_STAGE: stage ?? (env['SALLYPORT_STAGE'] || 'dev'),
    SALLYPORT_LOCAL: stateFolder,
    SALLYPORT_LOCAL_TOKEN: state.controlToken,
  }
}

/** Clients that obey a proxy (boto3 does) would ask it for 127.0.0.1. */
function withoutProxy(env: Environment): Record<string, string> {
  const isProxied = Object.entries(env).some(([name, value]) => /^(?:https?|all)_proxy$/i.test(name) && value)
  if (!isProxied) return {}
  const hosts = [env['NO_PROXY'], env['no_proxy']].find((each) => each)
  const spared = hosts === undefined ? '127.0.0.1' : `${hosts},127.0.0.1`
  return { NO_PROXY: spared, no_proxy: spared }
}
