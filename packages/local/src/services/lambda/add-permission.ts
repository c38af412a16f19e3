import { type PolicyDocument, parsePolicy } from '@sallyport/iam'
import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { boolean, enumeration, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { checkRevision } from './check-revision.ts'
import { functionName, qualifier } from './function-shapes.ts'
import { permissionStatement } from './permission-statement.ts'

/** Bytes of a function's resource policy. Source: "Lambda quotas", function resource-based policy (20 KB). */
const maxPolicyBytes = 20 * 1024

export const addPermission = operation({
  name: 'AddPermission',
  eventName: 'AddPermission20150331v2',
  http: { method: 'POST', path: '/2015-03-31/functions/{FunctionName}/policy', query: { Qualifier: 'Qualifier' }, status: 201 },
  input: {
    FunctionName: functionName,
    Qualifier: qualifier,
    StatementId: text({ min: 1, max: 100, pattern: /^[a-zA-Z0-9-_]+$/ }),
    Action: text({ pattern: /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/ }),
    Principal: text({ pattern: /^[^\s]+$/ }),
    SourceArn: optional(text({ pattern: /^arn:\S*$/ })),
    SourceAccount: optional(text({ pattern: /^\d{12}$/ })),
    EventSourceToken: optional(text({ max: 256, pattern: /^[a-zA-Z0-9._-]+$/ })),
    PrincipalOrgID: optional(text({ pattern: /^o-[a-z0-9]{10,32}$/ })),
    FunctionUrlAuthType: optional(enumeration('NONE', 'AWS_IAM')),
    InvokedViaFunctionUrl: optional(boolean()),
    RevisionId: optional(text()),
  },
  permissions: ({ FunctionName, Qualifier, Principal, FunctionUrlAuthType }, { functions }) => [
    {
      action: 'lambda:AddPermission',
      resource: functions.arnOf(FunctionName, Qualifier),
      context: { 'lambda:Principal': Principal, 'lambda:FunctionUrlAuthType': FunctionUrlAuthType },
    },
  ],
  responseElements: ({ Statement }) => ({ statement: Statement }),
  changes: true,
  run(input, { functions, partition }) {
    const record = functions.find(input.FunctionName, input.Qualifier)
    checkRevision(input.RevisionId, record.revisionId)
    if (input.FunctionUrlAuthType !== undefined && input.Action !== 'lambda:InvokeFunctionUrl') {
      throw awsError('InvalidParameterValueException', 'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action')
    }
    const statement = permissionStatement(input, record.arn, partition)
    if (statement === undefined) {
      throw awsError('InvalidParameterValueException', 'The provided principal was invalid. Please check the principal and try again.')
    }
    const statements = record.policy === undefined ? [] : parsePolicy(record.policy, { kind: 'resource' }).Statement
    if (statements.some(({ Sid }) => Sid === statement.Sid)) {
      throw awsError(
        'ResourceConflictException',
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        { status: 409 },
      )
    }
    const document: PolicyDocument = { Version: '2012-10-17', Id: 'default', Statement: [...statements, statement] }
    const policy = JSON.stringify(document)
    if (Buffer.byteLength(policy) > maxPolicyBytes) {
      throw awsError(
        'PolicyLengthExceededException',
        `The final policy size (${Buffer.byteLength(policy)}) is bigger than the limit (${maxPolicyBytes}).`,
      )
    }
    functions.save({ ...record, policy })
    return { Statement: JSON.stringify(statement) }
  },
})
