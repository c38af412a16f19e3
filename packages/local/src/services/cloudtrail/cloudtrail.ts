import { service } from '../../service.ts'
import { awsJson } from '../../wire/aws-json.ts'
import { lookupEvents } from './lookup-events.ts'

export const cloudTrail = service({
  name: 'cloudtrail',
  protocol: awsJson('1.1'),
  // botocore sends the first, the SDK for JavaScript the second
  targets: ['com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101', 'CloudTrail_20131101'],
  operations: [lookupEvents],
})
