import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AwsError, awsError } from './aws-error.ts'
import type { Operation } from './operation.ts'
import type { Gate } from './server/gate.ts'
import type { Protocol } from './wire/protocol.ts'

/** A service of AWS: its protocol and its table of operations. */
export interface Service {
  /** The name in a signature's credential scope. */
  readonly name: string
  readonly protocol: Protocol
  /** What stands before the operation in `X-Amz-Target`, for the JSON protocols. */
  readonly targets: readonly string[]
  readonly operations: ReadonlyMap<string, Operation>
  /** As CloudTrail names it: `secretsmanager.amazonaws.com`. */
  readonly eventSource: string
  /** A global service's events are recorded in us-east-1. Source: CloudTrail User Guide, "Global service events". */
  readonly isGlobal: boolean
  /** Whether the record of a refused call keeps its parameters; Parameter Store's does not. */
  readonly recordsRefusedParameters: boolean
  /** Whether the record lists the resources that were asked for. */
  readonly recordsResources: boolean
  /** Code of an error that is the server's own. */
  readonly internalError: string
  /** How it refuses who calls too often. */
  readonly throttling: AwsError
  readonly bodyLimitBytes: number
  /** Paths that are not of AWS's API, such as a function's URL: everything below the prefix is handed over whole. */
  readonly handlesPaths: PathHandler | undefined
}

export interface PathHandler {
  /** `/_url/` */
  readonly prefix: string
  handle(request: IncomingMessage, response: ServerResponse, gate: Gate): void
}

interface ServiceDefinition {
  readonly name: string
  readonly protocol: Protocol
  readonly targets?: readonly string[]
  readonly operations: readonly Operation[]
  readonly eventSource?: string
  readonly isGlobal?: boolean
  readonly recordsRefusedParameters?: boolean
  readonly recordsResources?: boolean
  readonly internalError?: string
  readonly throttling?: AwsError
  readonly bodyLimitBytes?: number
  readonly handlesPaths?: PathHandler
}

/** Body of a request to a JSON or Query service: 10 MB, more than any of their operations can use. */
export const defaultBodyLimitBytes = 10 * 1024 * 1024

export function service({
  name,
  protocol,
  targets = [],
  operations,
  eventSource = `${name}.amazonaws.com`,
  isGlobal = false,
  recordsRefusedParameters = true,
  recordsResources = false,
  internalError = 'InternalFailure',
  throttling = awsError('ThrottlingException', 'Rate exceeded'),
  bodyLimitBytes = defaultBodyLimitBytes,
  handlesPaths,
}: ServiceDefinition): Service {
  return {
    name,
    protocol,
    targets,
    operations: new Map(operations.map((each) => [each.name, each])),
    eventSource,
    isGlobal,
    recordsRefusedParameters,
    recordsResources,
    internalError,
    throttling,
    bodyLimitBytes,
    handlesPaths,
  }
}
