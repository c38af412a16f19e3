import type { Environment } from '../aws-client/credentials/environment.ts'
import { SallyportError } from '../sallyport-error.ts'

/**
 * The stage that takes the place of `{stage}`: configured, else `SALLYPORT_STAGE`, else `dev` on a laptop. In Lambda a missing stage
 * is an error: a silent `dev` there would read another stage's keys.
 */
export function stageFrom(configured: string | undefined, env: Environment): string {
  const stage = configured ?? (env['SALLYPORT_STAGE'] || (env['AWS_LAMBDA_FUNCTION_NAME'] ? '' : 'dev'))
  if (/^[\w-]{1,32}$/.test(stage)) return stage
  throw new SallyportError('STAGE_NOT_SET', {
    message: 'there is no stage of 1 to 32 letters, digits, _, -: set SALLYPORT_STAGE',
  })
}
