import { logGroupName } from '../../runtime-api/function-deployment.ts'
import type { FunctionRecord, Functions } from './functions.ts'

/** A function as its operations answer it. Source: API reference, FunctionConfiguration. */
export function functionConfiguration(record: FunctionRecord, functions: Functions) {
  const variables = functions.variablesOf(record)
  return {
    FunctionName: record.name,
    FunctionArn: record.arn,
    Runtime: record.runtime,
    Role: record.roleArn,
    Handler: record.handler,
    CodeSize: record.codeSizeBytes,
    Description: record.description,
    Timeout: record.timeoutSeconds,
    MemorySize: record.memorySizeMb,
    LastModified: new Date(record.modifiedAt).toISOString().replace('Z', '+0000'),
    CodeSha256: record.codeSha256,
    Version: '$LATEST',
    Environment: Object.keys(variables).length === 0 ? undefined : { Variables: variables },
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: record.revisionId,
    State: 'Active', // there is nothing to wait for
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: record.architectures,
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroupName(record.name) },
  }
}

/** The same for the trail, which never has the environment. Source: "Logging AWS Lambda API calls with AWS CloudTrail". */
export function recordedConfiguration({ Environment, ...configuration }: ReturnType<typeof functionConfiguration>) {
  const recorded = { ...configuration, ...(Environment !== undefined && { Environment: {} }) }
  return Object.fromEntries(Object.entries(recorded).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]))
}
