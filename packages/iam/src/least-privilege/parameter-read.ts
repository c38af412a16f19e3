import type { Statement } from '../policy-document/policy-document.ts'
import { type AccountOfPlace, exactText, placeAccount, splitArn } from './account-of-place.ts'
import { decryptStatement } from './decrypt.ts'

export interface ParameterRead extends AccountOfPlace {
  /** A name, with or without its leading slash, or the ARN, whose own partition, region and account then count. */
  readonly place: { readonly name: string } | { readonly arn: string }
  /** The customer managed key's ARN; without one the parameter is plain or under `aws/ssm`, which needs no statement. */
  readonly kmsKeyArn?: string | undefined
}

/**
 * The statements that let a function read one parameter by `GetParameters`, and nothing else: not its history, nothing below its name.
 * `/a/b` and `a` are `parameter/a/b` and `parameter/a`: one slash, whichever way the name is written.
 * Source: Systems Manager User Guide, "Restricting access to Parameter Store parameters using IAM policies".
 * @throws PolicyError `NOT_GRANTABLE` when name or ARN is not exact
 * @example
 * parameterReadStatement({ place: { name: '/prod/weather/key' }, region: 'eu-west-1', accountId: '111122223333' })
 */
export function parameterReadStatement({ place, kmsKeyArn, ...given }: ParameterRead): Statement[] {
  const { arn, account } = 'arn' in place ? parameterOfArn(place.arn) : parameterOfName(place.name, given)
  const statement: Statement = { Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'], Resource: [arn] }
  if (kmsKeyArn === undefined) return [statement]
  // Source: AWS KMS Developer Guide, "How AWS Systems Manager Parameter Store uses AWS KMS": the context is the parameter's ARN.
  const encryptionContext = { operator: 'StringEquals', name: 'PARAMETER_ARN', value: arn } as const
  return [statement, decryptStatement({ sid: 'DecryptParameters', service: 'ssm', kmsKeyArn, encryptionContext, ...account })]
}

/**
 * A name with a slash begins with one.
 * Source: Systems Manager API Reference, "PutParameter" (1011 characters with the ARN's own; letters, digits and `_.-`).
 */
const parameterName = /^(\/?[A-Za-z0-9_.-]+|(\/[A-Za-z0-9_.-]+)+)$/

function parameterOfName(name: string, given: AccountOfPlace) {
  const account = placeAccount(given)
  const path = exactText(name, 'parameter name', parameterName).replace(/^\//, '')
  return { arn: `arn:${account.partition}:ssm:${account.region}:${account.accountId}:parameter/${path}`, account }
}

function parameterOfArn(arn: string) {
  const { resource, ...account } = splitArn(arn, 'ssm', 'parameter/')
  exactText(`/${resource}`, 'parameter name', parameterName)
  return { arn, account }
}
