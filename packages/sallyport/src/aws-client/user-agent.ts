import type { Environment } from './credentials/environment.ts'

/**
 * Names this package, where it runs and the function, so that an audit can tell a function from stolen credentials. A test compares the
 * version with package.json.
 */
export const userAgent = ({ AWS_EXECUTION_ENV: where, AWS_LAMBDA_FUNCTION_NAME: name }: Environment) =>
  `sallyport/0.1.0${name ? ` fn/${name}` : ''}${where ? ` exec-env/${where}` : ''}`
