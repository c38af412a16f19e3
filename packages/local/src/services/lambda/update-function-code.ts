import { operation } from '../../operation.ts'
import { boolean, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { checkRevision } from './check-revision.ts'
import { deploymentPackage } from './deployment-package.ts'
import { functionConfiguration, recordedConfiguration } from './function-configuration.ts'
import { architectures, codeSource, functionName, unsupported } from './function-shapes.ts'
import { refuseUnsupported } from './refuse-unsupported.ts'

export const updateFunctionCode = operation({
  name: 'UpdateFunctionCode',
  eventName: 'UpdateFunctionCode20150331v2',
  http: { method: 'PUT', path: '/2015-03-31/functions/{FunctionName}/code' },
  input: {
    FunctionName: functionName,
    Architectures: optional(architectures),
    DryRun: optional(boolean()),
    RevisionId: optional(text()),
    Publish: unsupported.Publish,
    ...codeSource,
  },
  permissions: ({ FunctionName }, { functions }) => [{ action: 'lambda:UpdateFunctionCode', resource: functions.arnOf(FunctionName) }],
  prepare: deploymentPackage,
  responseElements: recordedConfiguration,
  changes: true,
  run({ FunctionName, Architectures, DryRun = false, RevisionId, Publish }, { functions }, { zip, ...code }) {
    const current = functions.find(FunctionName)
    refuseUnsupported({ Publish })
    checkRevision(RevisionId, current.revisionId)
    const changed = { ...current, ...code, architectures: Architectures ?? current.architectures }
    if (DryRun) return functionConfiguration(changed, functions)
    functions.saveCode(current.name, zip)
    return functionConfiguration(functions.saveRevision(changed), functions)
  },
})
