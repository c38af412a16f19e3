import { version } from '../version.ts'
import type { Environment } from './credentials/environment.ts'

/** Names this package, where it runs and the function, so that an audit can tell a function from stolen credentials. */
export const userAgent = ({ AWS_EXECUTION_ENV: where, AWS_LAMBDA_FUNCTION_NAME: name }: Environment) =>
  `sallyport/${version}${where ? ` exec-env/${where}` : ''}${name ? ` function/${name}` : ''}`
