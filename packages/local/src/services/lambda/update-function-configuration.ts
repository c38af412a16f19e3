import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { checkRevision } from './check-revision.ts'
import { isExecutionRole, notAssumable, passRole } from './execution-role.ts'
import { functionConfiguration, recordedConfiguration } from './function-configuration.ts'
import { configuration, functionName, unsupported } from './function-shapes.ts'
import { checkVariables } from './function-variables.ts'
import { checkRuntime, refuseUnsupported } from './refuse-unsupported.ts'

export const updateFunctionConfiguration = operation({
  name: 'UpdateFunctionConfiguration',
  eventName: 'UpdateFunctionConfiguration20150331v2',
  http: { method: 'PUT', path: '/2015-03-31/functions/{FunctionName}/configuration' },
  input: { FunctionName: functionName, RevisionId: optional(text()), ...configuration, ...unsupported, Role: optional(configuration.Role) },
  permissions: ({ FunctionName, Role }, { functions }) => [
    { action: 'lambda:UpdateFunctionConfiguration', resource: functions.arnOf(FunctionName) },
    ...(Role === undefined ? [] : [passRole(Role)]),
  ],
  responseElements: recordedConfiguration,
  changes: true,
  run(input, { functions, roles }) {
    const { sealedVariables: _, ...current } = functions.find(input.FunctionName)
    refuseUnsupported(input)
    checkRevision(input.RevisionId, current.revisionId)
    if (input.Runtime !== undefined) checkRuntime(input.Runtime)
    if (input.Role !== undefined && !isExecutionRole(input.Role, roles)) throw awsError('InvalidParameterValueException', notAssumable)
    // an Environment that is given replaces the former one whole
    const variables =
      input.Environment === undefined ? functions.variablesOf(functions.find(current.name)) : (input.Environment.Variables ?? {})
    checkVariables(variables)
    const record = functions.saveRevision({
      ...current,
      roleArn: input.Role ?? current.roleArn,
      runtime: input.Runtime ?? current.runtime,
      handler: input.Handler ?? current.handler,
      description: input.Description ?? current.description,
      timeoutSeconds: input.Timeout ?? current.timeoutSeconds,
      memorySizeMb: input.MemorySize ?? current.memorySizeMb,
      ...functions.sealedVariables(current.name, variables),
    })
    return functionConfiguration(record, functions)
  },
})
