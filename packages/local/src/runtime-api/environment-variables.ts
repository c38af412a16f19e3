import { dirname } from 'node:path'
import { type FunctionDeployment, logGroupName, type RoleCredentials } from './function-deployment.ts'

/** The folders of one execution environment. */
export interface EnvironmentFolders {
  taskRoot: string
  runtimeFolder: string
  home: string
  temporary: string
}

/**
 * All that a function's process finds in its environment: Lambda's reserved variables and the function's own. Nothing of the server's
 * own environment is among it, and nothing on the machine that could give an AWS SDK other credentials than the role's.
 * Source: "Working with Lambda environment variables", "Defined runtime environment variables".
 */
export function environmentVariables(
  deployment: FunctionDeployment,
  credentials: RoleCredentials,
  {
    runtimeApi,
    endpoint,
    logStreamName,
    folders,
  }: { runtimeApi: string; endpoint: string; logStreamName: string; folders: EnvironmentFolders },
): Record<string, string> {
  return {
    // these a function may set itself
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: folders.home,
    TMPDIR: folders.temporary, // on Lambda /tmp is one environment's alone
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: `${folders.home}/.aws/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${folders.home}/.aws/credentials`,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...deployment.variables(),
    // these it may not
    _HANDLER: deployment.handler,
    AWS_REGION: deployment.region,
    AWS_DEFAULT_REGION: deployment.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${deployment.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: deployment.name,
    AWS_LAMBDA_FUNCTION_VERSION: deployment.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployment.memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName(deployment.name),
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: folders.taskRoot,
    LAMBDA_RUNTIME_DIR: folders.runtimeFolder,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  }
}
