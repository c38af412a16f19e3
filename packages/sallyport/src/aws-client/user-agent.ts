import { version } from '../version.ts'
import type { Environment } from './credentials/environment.ts'

/** Names this package, where it runs and the function, so that an audit can tell a function from stolen credentials. */
export function userAgent(env: Environment): string {
  const words = [`sallyport/${version}`]
  for (const [label, value] of [
    ['exec-env', env['AWS_EXECUTION_ENV']],
    ['function', env['AWS_LAMBDA_FUNCTION_NAME']],
  ]) {
    if (value) words.push(`${label}/${value.replace(/[^\w.$-]/g, '_')}`)
  }
  return words.join(' ')
}
