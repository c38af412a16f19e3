import { service } from '../../service.ts'
import { awsJson } from '../../wire/aws-json.ts'
import { deleteParameter } from './delete-parameter.ts'
import { describeParameters } from './describe-parameters.ts'
import { getParameter } from './get-parameter.ts'
import { getParameters } from './get-parameters.ts'
import { putParameter } from './put-parameter.ts'

export const parameterStore = service({
  name: 'ssm',
  protocol: awsJson('1.1'),
  targets: ['AmazonSSM'],
  recordsRefusedParameters: false,
  recordsResources: true,
  internalError: 'InternalServerError',
  operations: [putParameter, getParameter, getParameters, describeParameters, deleteParameter],
})
