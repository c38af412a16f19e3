import { join } from 'node:path'
import { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { SSM } from '@aws-sdk/client-ssm'
import { readLocalState } from '@sallyport/tasks'
import { emptyPlace, type Place, sallyport } from './command.ts'

export interface Running extends Place {
  readonly endpoint: string
  /** The administrator's clients, to look at what a command has really stored. */
  readonly secrets: SecretsManager
  readonly parameters: SSM
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly region: string
  stop(): Promise<void>
}

/** AWS on loopback in an empty folder, started as a user does. */
export async function runningLocal(args: readonly string[] = ['--memory']): Promise<Running> {
  const place = emptyPlace()
  const started = await sallyport(place, ['local', 'start', '--detach', '--port', '0', ...args])
  if (started.status !== 0) throw new Error(`local start failed: ${started.stderr}`)
  const state = await readLocalState(join(place.cwd, '.sallyport/state.json'))
  if (state === undefined) throw new Error('local start left no state file')
  const { endpoint, region, accessKeyId, secretAccessKey } = state
  const options = { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
  return {
    ...place,
    ...options,
    secrets: new SecretsManager(options),
    parameters: new SSM(options),
    stop: async () => {
      await sallyport(place, ['local', 'stop'])
      place.remove()
    },
  }
}
