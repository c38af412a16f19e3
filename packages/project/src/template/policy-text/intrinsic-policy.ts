import type { PolicyDocument, Statement } from '@sallyport/iam'
import type { TemplateData } from '../editing/written-value.ts'

/** The account a policy was written for; in a template its own stands in its place, so that one template serves every account. */
export interface PolicyAccount {
  /** Default: `aws`. */
  readonly partition?: string | undefined
  readonly region: string
  readonly accountId: string
}

/** A policy as template data: what is of `account` as CloudFormation's pseudo parameters, a list of one as a text. */
export function intrinsicPolicy(
  { Version, Statement }: PolicyDocument,
  account: PolicyAccount,
  sid: (statement: Statement, index: number) => string,
): TemplateData {
  return {
    Version: Version ?? '2012-10-17',
    Statement: Statement.map((statement, index) => intrinsicStatement(statement, account, sid(statement, index))),
  }
}

function intrinsicStatement(
  { Effect, Action, NotAction, Resource, NotResource, Condition }: Statement,
  account: PolicyAccount,
  sid: string,
): TemplateData {
  const values = (list: readonly string[]) => brief(list.map((each) => intrinsicText(each, account)))
  return {
    Sid: sid,
    Effect,
    ...(Action && { Action: brief(Action) }),
    ...(NotAction && { NotAction: brief(NotAction) }),
    ...(Resource && { Resource: values(Resource) }),
    ...(NotResource && { NotResource: values(NotResource) }),
    ...(Condition && { Condition: mapped(Condition, (keys) => mapped(keys, values)) }),
  }
}

function brief(list: readonly TemplateData[]): TemplateData {
  const [only, more] = list
  return only !== undefined && more === undefined ? only : list
}

function mapped<Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => TemplateData): TemplateData {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

/** Source: CloudFormation User Guide, "Pseudo parameters reference"; `${!x}` is how Fn::Sub writes `${x}` itself. */
function intrinsicText(text: string, account: PolicyAccount): TemplateData {
  const escaped = text.replaceAll(`\${`, `\${!`)
  const changed = text.startsWith('arn:') ? ownArn(escaped, account) : ownServiceName(escaped, account)
  return changed === escaped ? text : { 'Fn::Sub': changed }
}

function ownArn(arn: string, { partition = 'aws', region, accountId }: PolicyAccount): string {
  const [scheme, arnPartition, service, arnRegion, arnAccount, ...rest] = arn.split(':')
  const own = (part: string | undefined, same: string, pseudo: string) => (part === same ? `\${AWS::${pseudo}}` : (part ?? ''))
  // another account's ARN is one exact thing, in whatever account the template is deployed
  if (arnAccount !== accountId) return arn
  const start = [
    scheme,
    own(arnPartition, partition, 'Partition'),
    service,
    own(arnRegion, region, 'Region'),
    own(arnAccount, accountId, 'AccountId'),
  ]
  return [...start, ...rest].join(':')
}

/** `secretsmanager.eu-west-1.amazonaws.com`, as `kms:ViaService` names a service. */
function ownServiceName(text: string, { region }: PolicyAccount): string {
  const [service, textRegion, ...rest] = text.split('.')
  return textRegion === region && rest[0] === 'amazonaws' ? [service, `\${AWS::Region}`, ...rest].join('.') : text
}
