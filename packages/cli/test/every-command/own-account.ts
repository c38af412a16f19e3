import { existsSync } from 'node:fs'
import { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { SSM } from '@aws-sdk/client-ssm'
import { type LocalState, readLocalState, writeLocalState } from '@sallyport/tasks'
import { emptyPlace, sallyport } from '../running/command.ts'
import type { Running } from '../running/local-server.ts'
import { stateFileAt } from '../running/place-of-test.ts'

/** A folder and an account of one line's own, on the server that all lines share: nothing that another line does is seen here. */
export type OwnAccount = Running

/** @param server the state of the shared server */
export async function ownAccount(
  server: LocalState,
  { withoutServer = false }: { withoutServer?: boolean | undefined },
): Promise<OwnAccount> {
  const place = emptyPlace()
  const answer = await fetch(`${server.endpoint}/_sallyport/accounts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.controlToken}` },
  })
  if (!answer.ok) throw new Error(`no account was made: ${answer.status}`)
  const account = (await answer.json()) as Pick<LocalState, 'accountId' | 'accessKeyId' | 'secretAccessKey'> // Sallyport's own answer
  if (!withoutServer) await writeLocalState(stateFileAt(place), { ...server, ...account })
  const { endpoint, region } = server
  const options = { endpoint, region, credentials: account }
  const [secrets, parameters] = [new SecretsManager(options), new SSM(options)]
  return {
    ...place,
    ...options,
    secrets,
    parameters,
    stop: async () => {
      secrets.destroy()
      parameters.destroy()
      // a server of its own, which the line has started; the shared one is left alone
      if (withoutServer && existsSync(stateFileAt(place))) await sallyport(place, ['local', 'stop'])
      place.remove()
    },
  }
}

/** The keys that no answer may show. */
export async function keysAt(at: OwnAccount): Promise<string[]> {
  const own = await readLocalState(stateFileAt(at))
  return [at.credentials.secretAccessKey, ...(own === undefined ? [] : [own.secretAccessKey, own.controlToken])]
}
