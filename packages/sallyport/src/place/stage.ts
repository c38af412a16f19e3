import type { Environment } from '../aws-client/credentials/environment.ts'
import { notSet } from '../not-set.ts'

/**
 * The stage that takes the place of `{stage}`: `SALLYPORT_STAGE`, else `dev` on a laptop. In Lambda a missing stage is an error: a
 * silent `dev` there would read another stage's keys.
 */
export function stageFrom(env: Environment): string {
  const stage = env['SALLYPORT_STAGE'] || (env['AWS_LAMBDA_FUNCTION_NAME'] ? '' : 'dev')
  if (/^[\w-]{1,32}$/.test(stage)) return stage
  throw notSet('STAGE_NOT_SET', 'stage of letters, digits, _ and -', 'SALLYPORT_STAGE')
}
