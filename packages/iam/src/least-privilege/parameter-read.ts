import type { Statement } from '../policy-document/policy-document.ts'
import { type AccountOfPlace, placeAccount, placePattern, splitArn } from './account-of-place.ts'
import { decryptStatement } from './decrypt.ts'

export interface ParameterRead extends AccountOfPlace {
  /**
   * A name, with or without its leading slash, or the ARN, whose own partition, region and account then count. `{id}` in it stands for
   * any member of a family.
   */
  readonly place: { readonly name: string } | { readonly arn: string }
  /** How it is read; default: `ssm:GetParameters`. By path, `place` is the path: all below it can be read, and nothing beside it. */
  readonly action?: keyof typeof sidByAction | undefined
  /** The customer managed key's ARN; without one the parameter is plain or under `aws/ssm`, which needs no statement. */
  readonly kmsKeyArn?: string | undefined
}

const sidByAction = {
  'ssm:GetParameters': 'ReadParameters',
  'ssm:GetParameter': 'ReadParameter',
  'ssm:GetParametersByPath': 'ReadParametersByPath',
  'ssm:GetParameterHistory': 'ReadParameterHistory',
} as const

/**
 * The statements that let a function read one parameter, or those of one path, by one action, and nothing else: not its history, nothing
 * below its name. `/a/b` and `a` are `parameter/a/b` and `parameter/a`: one slash, whichever way the name is written.
 * Source: Systems Manager User Guide, "Restricting access to Parameter Store parameters using IAM policies".
 * @throws PolicyError `NOT_GRANTABLE` when name or ARN is not exact
 * @example
 * parameterReadStatement({ place: { name: '/prod/weather/key' }, region: 'eu-west-1', accountId: '111122223333' })
 */
export function parameterReadStatement({ place, action = 'ssm:GetParameters', kmsKeyArn, ...given }: ParameterRead): Statement[] {
  const isPath = action === 'ssm:GetParametersByPath'
  const { arn, account } = parameterAt(place, given, isPath)
  const statement: Statement = { Sid: sidByAction[action], Effect: 'Allow', Action: [action], Resource: [arn] }
  if (kmsKeyArn === undefined) return [statement]
  return [statement, parameterDecryptStatement({ arn: isPath ? `${arn.replace(/\/$/, '')}/*` : arn, account }, kmsKeyArn)]
}

/** Decrypt under a parameter's customer managed key, for this parameter alone. */
export function parameterDecryptStatement({ arn, account }: ParameterResource, kmsKeyArn: string): Statement {
  // Source: AWS KMS Developer Guide, "How AWS Systems Manager Parameter Store uses AWS KMS": the context is the parameter's ARN.
  const encryptionContext = { operator: arn.includes('*') ? 'ArnLike' : 'StringEquals', name: 'PARAMETER_ARN', value: arn } as const
  return decryptStatement({ sid: 'DecryptParameters', service: 'ssm', kmsKeyArn, encryptionContext, ...account })
}

/**
 * A name with a slash begins with one.
 * Source: Systems Manager API Reference, "PutParameter" (1011 characters with the ARN's own; letters, digits and `_.-`).
 */
const parameterName = /^(\/?[A-Za-z0-9_.-]+|(\/[A-Za-z0-9_.-]+)+)$/
/** Source: Systems Manager API Reference, "GetParametersByPath" (Path): it begins with a slash and may end in one, which the request keeps. */
const parameterPath = /^(\/[A-Za-z0-9_.-]+)+\/?$/

/** What of a place a policy names. */
export interface ParameterResource {
  readonly arn: string
  readonly account: ReturnType<typeof placeAccount>
}

export function parameterAt(place: ParameterRead['place'], given: AccountOfPlace, isPath = false): ParameterResource {
  const { name, account } = 'arn' in place ? ofArn(place.arn) : { name: place.name, account: placeAccount(given) }
  const [what, form] = isPath ? (['parameter path', parameterPath] as const) : (['parameter name', parameterName] as const)
  const path = placePattern(name, what, form).replace(/^\//, '')
  return { arn: `arn:${account.partition}:ssm:${account.region}:${account.accountId}:parameter/${path}`, account }
}

function ofArn(arn: string) {
  const { resource, ...account } = splitArn(arn, 'ssm', 'parameter/')
  return { name: `/${resource}`, account }
}
