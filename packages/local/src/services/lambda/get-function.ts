import { operation } from '../../operation.ts'
import { functionConfiguration } from './function-configuration.ts'
import { functionName, qualifier } from './function-shapes.ts'

export const getFunction = operation({
  name: 'GetFunction',
  eventName: 'GetFunction20150331v2',
  http: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}', query: { Qualifier: 'Qualifier' } },
  input: { FunctionName: functionName, Qualifier: qualifier },
  permissions: ({ FunctionName, Qualifier }, { functions }) => [
    { action: 'lambda:GetFunction', resource: functions.arnOf(FunctionName, Qualifier) },
  ],
  run({ FunctionName, Qualifier }, { functions }) {
    const record = functions.find(FunctionName, Qualifier)
    return {
      Configuration: functionConfiguration(record, functions),
      Code: { RepositoryType: 'S3' }, // without a Location: there is no S3 here to fetch it from
      Tags: record.tags.length === 0 ? undefined : Object.fromEntries(record.tags),
    }
  },
})
