import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { functionName, qualifier } from './function-shapes.ts'

export const deleteFunction = operation({
  name: 'DeleteFunction',
  eventName: 'DeleteFunction20150331',
  http: { method: 'DELETE', path: '/2015-03-31/functions/{FunctionName}', query: { Qualifier: 'Qualifier' }, status: 204 },
  input: { FunctionName: functionName, Qualifier: qualifier },
  permissions: ({ FunctionName, Qualifier }, { functions }) => [
    { action: 'lambda:DeleteFunction', resource: functions.arnOf(FunctionName, Qualifier) },
  ],
  changes: true,
  run({ FunctionName, Qualifier }, { functions, functionUrls }) {
    if (Qualifier === '$LATEST') {
      throw awsError('InvalidParameterValueException', '$LATEST version cannot be deleted without deleting the function.')
    }
    const { name, url } = functions.find(FunctionName, Qualifier)
    if (url !== undefined) functionUrls.remove(url.id)
    functions.remove(name)
    return {}
  },
})
