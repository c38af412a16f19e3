import { awsError } from '../../aws-error.ts'

/** @throws AwsError `ValidationException` for a path that no parameter of the account's own can be below */
export function checkOwnPath(path: string): void {
  if (/^\/(?:aws|ssm)/i.test(path)) throw awsError('ValidationException', reservedPath)
  checkPath(path)
}

/** @throws AwsError `ValidationException` for what is not a path */
export function checkPath(path: string): void {
  if (!/^\/[\w.\-/]*$/.test(path) || path.includes('//')) throw awsError('ValidationException', pathRule)
}

/** Whether a parameter is in a path's hierarchy, or directly below the path. */
export function isBelow(name: string, path: string, isRecursive: boolean): boolean {
  const above = path.endsWith('/') ? path : `${path}/`
  const full = name.startsWith('/') ? name : `/${name}`
  return full.startsWith(above) && (isRecursive || !full.slice(above.length).includes('/'))
}

const reservedPath =
  'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify ' +
  'within a global namespace.'

const pathRule =
  'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed ' +
  'with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ ' +
  '(underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: ' +
  '/get/parameters2-/by1./path0_.'
