/** What a function's processes sign with. */
export interface RoleCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: Date
}

/** One revision of a function, as the runtime needs it to start processes. What is sealed at rest is opened only when asked for. */
export interface FunctionDeployment {
  name: string
  arn: string
  version: string
  region: string
  /** Another code or configuration has another id, and other execution environments. */
  revisionId: string
  /** The runtime that the function was created for, such as `nodejs22.x`. */
  runtime: string
  handler: string
  timeoutSeconds: number
  memorySizeMb: number
  /** The deployment package, a zip file. */
  code(): Uint8Array
  /** The function's own environment variables. */
  variables(): Readonly<Record<string, string>>
  /** A fresh session of the execution role. */
  credentials(): RoleCredentials
}

export function logGroupName(functionName: string): string {
  return `/aws/lambda/${functionName}`
}
