import { awsError } from '../../aws-error.ts'

/** Where a service's resources of one account and region are. */
export interface Place {
  readonly partition: string
  readonly region: string
  readonly id: string
}

/** A parameter as a request names it. */
export interface ParameterReference {
  /** The name without its first slash: `x` and `/x` are one parameter, `/a/b` has its slash always. */
  readonly key: string
  /** What stands after the colon: a version or a label. */
  readonly selector: string | undefined
  /** What a policy decides about. */
  readonly arn: string
}

/** Sub-paths a name may have. Source: Systems Manager User Guide, "Working with parameter hierarchies" (15 levels). */
const mostLevels = 15

/** Characters of the ARN of a parameter that is created. Source: Systems Manager API Reference, "PutParameter", `Name` (1011, what precedes the name included). */
export const mostArnCharacters = 1011

const nameRule =
  'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash ' +
  'symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_'

/** A parameter by name or ARN, `undefined` for what cannot be one. */
export function parameterReference(name: string, place: Place): ParameterReference | undefined {
  const byArn = /^(?<prefix>arn:[^:]*:ssm:[^:]*:[^:]*:parameter\/)(?<rest>.*)$/s.exec(name)?.groups
  // both groups are there whenever the pattern matches
  const [path = '', selector, ...more] = (byArn === undefined ? name : byArn['rest']!).split(':')
  if (more.length > 0 || !isName(byArn === undefined || !path.includes('/') ? path : `/${path}`)) return undefined
  const key = keyOf(path)
  const arn = byArn === undefined ? parameterArn(key, place) : `${byArn['prefix']!}${key}`
  return { key, selector, arn }
}

/** One slash stands before the name, whether or not the name begins with one. Source: Systems Manager User Guide, "Parameter Store and IAM". */
export function parameterArn(key: string, { partition, region, id }: Place): string {
  return `arn:${partition}:ssm:${region}:${id}:parameter/${key}`
}

/** What a policy decides about when the name cannot be a parameter's. */
export function anyParameterArn({ partition, region, id }: Place): string {
  return `arn:${partition}:ssm:${region}:${id}:*`
}

/** @throws AwsError when no parameter may be created with this name */
export function checkNewName(name: string, place: Place): void {
  if (name.includes('/') && !name.startsWith('/')) throw awsError('ValidationException', 'Parameter name must be a fully qualified name.')
  const key = keyOf(name)
  if (/^aws/i.test(key) && key.includes('/')) throw awsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`)
  if (!isName(name) || /^(?:aws|ssm)/i.test(key)) throw awsError('ValidationException', nameRule)
  const levels = key.split('/').length
  if (levels > mostLevels) {
    const message = `A parameter name can have at most ${mostLevels} levels, this one has ${levels}: use a shorter path`
    throw awsError('HierarchyLevelLimitExceededException', message)
  }
  const { length } = parameterArn(key, place)
  if (length > mostArnCharacters) {
    const message = `The parameter's ARN has ${length} characters, at most ${mostArnCharacters} are accepted: use a shorter name`
    throw awsError('ValidationException', message)
  }
}

/** Letters, digits and `.-_`; a path begins with a slash and has no empty sub-path. */
function isName(name: string): boolean {
  return /^(?:[\w.-]+|(?:\/[\w.-]+)+)$/.test(name)
}

/** The name without its first slash. */
export function keyOf(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name
}
