import type { Environment } from './aws-client/credentials/environment.ts'
import { providedCredentials } from './aws-client/credentials/provided-credentials.ts'
import { stageFrom } from './place/stage.ts'
import type { HeldSettings, Settings } from './settings.ts'

/** The variables that say what a setting says. */
const variables = {
  stage: ['SALLYPORT_STAGE'],
  region: ['AWS_REGION'],
  endpoint: ['AWS_ENDPOINT_URL_SECRETS_MANAGER', 'AWS_ENDPOINT_URL_SSM'],
} as const

/**
 * `held` with what `settings` names changed, and what it names as `undefined` as it was at the beginning. Stage, region and endpoint go
 * into an environment of the runtime's own: those who ask know of variables alone.
 * @throws SallyportError `STAGE_NOT_SET` when `stage` is not one
 */
export function changed(held: HeldSettings, settings: Settings, now: () => number): HeldSettings {
  const { stage, endpoint, credentials, transport } = settings
  // In Lambda, as it were: nothing takes the place of a stage that is empty.
  if (stage !== undefined) stageFrom({ SALLYPORT_STAGE: stage, AWS_LAMBDA_FUNCTION_NAME: 'any' })
  const configured: Record<string, string | undefined> = { ...held.configured }
  for (const [setting, names] of Object.entries(variables)) {
    if (!(setting in settings)) continue
    for (const name of names) configured[name] = settings[setting as keyof typeof variables] // Object.entries gives them as texts
  }
  // An endpoint that the code configures is none that the environment does.
  if ('endpoint' in settings) configured['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = endpoint && 'false'
  const given = held.given ?? held.env
  return {
    ...held,
    ...('credentials' in settings && { credentials: credentials && providedCredentials(credentials, now) }),
    ...('transport' in settings && { transport }),
    configured,
    given,
    env: environmentOf(given, configured),
  }
}

/** What is configured, and what the surroundings give at the time it is looked at beneath it. */
function environmentOf(given: Environment, configured: Environment): Environment {
  const set = Object.entries(configured).filter(([, value]) => value)
  return Object.assign(Object.create(given), Object.fromEntries(set))
}
