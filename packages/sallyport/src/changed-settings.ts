import type { AwsCall } from './aws-client/client.ts'
import type { Environment } from './aws-client/credentials/environment.ts'
import { providedCredentials } from './aws-client/credentials/provided-credentials.ts'
import { badDeclaration } from './bad-declaration.ts'
import { stageFrom } from './place/stage.ts'
import type { HeldSettings, Settings } from './settings.ts'

/**
 * `held` with what `settings` names changed, and what it names as `undefined` as it was at the beginning. Stage, region and endpoint go
 * into an environment of the runtime's own: those who ask AWS know of variables alone.
 * @throws SallyportError `STAGE_NOT_SET` when `stage` is not one, `BAD_DECLARATION` for a transport of no service
 */
export function changed(held: HeldSettings, settings: Settings, now: () => number): HeldSettings {
  const configured: Settings = { ...held.configured, ...settings }
  const { stage, credentials, transport } = configured
  if (typeof transport === 'function') throw badDeclaration('transport', 'is given by service: { secretsmanager: sdkTransport(…) }')
  // In Lambda, as it were: nothing takes the place of a stage that is empty.
  if (stage !== undefined) stageFrom({ SALLYPORT_STAGE: stage, AWS_LAMBDA_FUNCTION_NAME: 'any' })
  const given = held.given ?? held.env
  const env = environmentOf(given, configured)
  const call = (...[places, target, input]: Parameters<AwsCall>) =>
    places[0] && transport?.[places[0].service]?.(places, target, input, env, now)
  return {
    env,
    given,
    configured,
    call,
    credentials: 'credentials' in settings ? credentials && providedCredentials(credentials, now) : held.credentials,
  }
}

/** What is configured, by the variables that say the same, and beneath it the surroundings' own at the time it is looked at. */
function environmentOf(given: Environment, { stage, region, endpoint }: Settings): Environment {
  const variables = {
    SALLYPORT_STAGE: stage,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    AWS_ENDPOINT_URL_SSM: endpoint,
    // An endpoint that the code configures is none that the environment does.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: endpoint && 'false',
  }
  return Object.assign(Object.create(given), Object.fromEntries(Object.entries(variables).filter(([, value]) => value)))
}
