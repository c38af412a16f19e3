import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { map, structure } from '../../shapes/containers.ts'
import { text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { deploymentPackage } from './deployment-package.ts'
import { isExecutionRole, notAssumable, passRole } from './execution-role.ts'
import { functionConfiguration, recordedConfiguration } from './function-configuration.ts'
import { functionReference } from './function-name.ts'
import { architectures, codeSource, configuration, functionName, unsupported } from './function-shapes.ts'
import { checkVariables } from './function-variables.ts'
import { checkRuntime, refuseUnsupported } from './refuse-unsupported.ts'

export const createFunction = operation({
  name: 'CreateFunction',
  eventName: 'CreateFunction20150331',
  http: { method: 'POST', path: '/2015-03-31/functions', status: 201 },
  input: {
    FunctionName: functionName,
    Code: structure(codeSource),
    Architectures: optional(architectures),
    Tags: optional(map(text({ max: 256 }))),
    ...configuration,
    ...unsupported,
  },
  permissions: ({ FunctionName, Role }, { functions }) => [
    { action: 'lambda:CreateFunction', resource: functions.arnOf(FunctionName) },
    passRole(Role),
  ],
  prepare: ({ Code }) => deploymentPackage(Code),
  responseElements: recordedConfiguration,
  changes: true,
  run(input, { functions, roles }, { zip, ...code }) {
    const { Runtime: runtime, Handler: handler, Role: roleArn } = input
    const name = functionReference(input.FunctionName)?.name ?? input.FunctionName
    if (name.length > 64 || functions.arnOf(input.FunctionName) !== functions.newArn(name)) {
      throw awsError(
        'InvalidParameterValueException',
        `${input.FunctionName} is not the name of a function of this account and region, in up to 64 letters`,
      )
    }
    refuseUnsupported(input)
    if (runtime === undefined || handler === undefined) {
      throw awsError(
        'InvalidParameterValueException',
        'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      )
    }
    checkRuntime(runtime)
    if (!isExecutionRole(roleArn, roles)) throw awsError('InvalidParameterValueException', notAssumable)
    const variables = input.Environment?.Variables ?? {}
    checkVariables(variables)
    if (functions.has(name)) throw awsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409 })

    functions.saveCode(name, zip)
    const record = functions.saveRevision({
      name,
      arn: functions.newArn(name),
      roleArn,
      runtime,
      handler,
      description: input.Description ?? '',
      timeoutSeconds: input.Timeout ?? 3,
      memorySizeMb: input.MemorySize ?? 128,
      architectures: input.Architectures ?? ['x86_64'],
      tags: Object.entries(input.Tags ?? {}),
      ...code,
      ...functions.sealedVariables(name, variables),
      revisionId: '',
      modifiedAt: 0,
    })
    return functionConfiguration(record, functions)
  },
})
