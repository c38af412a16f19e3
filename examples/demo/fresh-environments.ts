import { randomUUID } from 'node:crypto'
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import type { Scene } from './scene.ts'

/** Ends the function's execution environments, as every update does, so that the next invocations start cold. */
export async function freshEnvironments({ clients }: Pick<Scene, 'clients'>): Promise<void> {
  await clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'checkout', Description: `fresh ${randomUUID()}` }))
}
