import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type LocalState, regionNamed, TaskError } from '@sallyport/tasks'
import { flag, type Given } from '../command.ts'
import type { Globals } from '../global-flags.ts'

/** What a server was asked to be. What was not said is left to it, which has the defaults. */
export interface ServerOptions {
  readonly dataDir: string
  readonly memory: boolean
  readonly port?: number
  readonly auth?: LocalState['auth']
  readonly region?: string
  /** The absolute path of a file. */
  readonly seed?: string
}

/** The flags of every command that starts a server. */
export const serverFlags = {
  seed: flag('what it has from its start: secrets, parameters, policies and roles', 'FILE'),
  auth: flag('enforce (default): permissions as on AWS; off: any credentials may do everything', 'MODE'),
}

/** @throws TaskError `WRONG_USE`, or `NOT_FOUND` for a seed that is not there */
export function serverOptions({ seed, auth }: Given, { region }: Globals, cwd: string): Pick<ServerOptions, 'auth' | 'region' | 'seed'> {
  if (auth !== undefined && auth !== 'enforce' && auth !== 'off')
    throw new TaskError('WRONG_USE', { message: `--auth ${String(auth)} is not known: give enforce or off` })
  const known = regionNamed(region)
  return {
    ...(typeof seed === 'string' ? { seed: seedFile(seed, cwd) } : {}),
    ...(auth === undefined ? {} : { auth }),
    ...(known === undefined ? {} : { region: known }),
  }
}

/** Looked for before anything is started: a server in the background could only say that it has not. */
function seedFile(path: string, cwd: string): string {
  const file = resolve(cwd, path)
  if (!existsSync(file))
    throw new TaskError('NOT_FOUND', { message: `file ${path} does not exist or may not be read: look at the path of --seed` })
  return file
}
