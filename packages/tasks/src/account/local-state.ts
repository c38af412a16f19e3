import { randomBytes } from 'node:crypto'
import { link, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type InferOutput, integer, literal, nullable, number, object, optional, picklist, pipe, safeParse, string } from 'valibot'
import { TaskError } from '../task-error.ts'
import { isLoopbackEndpoint } from './loopback-endpoint.ts'

const stateSchema = object({
  format: literal(1),
  endpoint: string(),
  region: string(),
  accountId: string(),
  accessKeyId: string(),
  secretAccessKey: string(),
  sessionToken: optional(string()),
  controlToken: string(),
  pid: pipe(number(), integer()),
  auth: picklist(['enforce', 'off']),
  /** The folder that holds the data; `null` when it is in memory. */
  data: nullable(string()),
})

/** What `local start` leaves for the other commands: where its server is, and the keys to it. */
export type LocalState = InferOutput<typeof stateSchema>

/** Where a server's state is looked for, and left. */
export interface StatePlace {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** The data folder; default: `SALLYPORT_LOCAL`, else the nearest `.sallyport` from `cwd` upward. */
  dataDir?: string | undefined
}

const dataFolder = '.sallyport'

/** The data folder that a new server takes. */
export function dataDirFor({ cwd, env, dataDir }: StatePlace): string {
  return resolve(cwd, dataDir ?? (env['SALLYPORT_LOCAL'] || dataFolder))
}

/** A server's state, and the file that says so. */
export interface FoundState {
  readonly state: LocalState
  readonly file: string
}

/**
 * The state of the server that a command means, or `undefined` when none was started here.
 * @throws TaskError `WRONG_USE` for a file that is not safe to trust
 */
export async function lookForLocalState(place: StatePlace): Promise<FoundState | undefined> {
  for (const file of candidates(place)) {
    const state = await readLocalState(file)
    if (state !== undefined) return { state, file }
  }
  return undefined
}

/**
 * Reads the state of the server that a command means.
 * @throws TaskError `UNREACHABLE` when none was started here, `WRONG_USE` for a file that is not safe to trust
 */
export async function findLocalState(place: StatePlace): Promise<FoundState> {
  const found = await lookForLocalState(place)
  if (found !== undefined) return found
  throw new TaskError('UNREACHABLE', {
    message: 'AWS on loopback does not run here: run "sallyport local start", or say where by `dataDir`',
  })
}

function candidates(place: StatePlace): string[] {
  if (place.dataDir !== undefined || place.env['SALLYPORT_LOCAL']) return [stateFileIn(dataDirFor(place))]
  const files: string[] = []
  for (let folder = resolve(place.cwd); ; folder = dirname(folder)) {
    files.push(stateFileIn(join(folder, dataFolder)))
    if (folder === dirname(folder)) return files
  }
}

/** The state file of the server whose data folder is `dataDir`. */
export function stateFileIn(dataDir: string): string {
  return join(dataDir, 'state.json')
}

/** The state in `file`, or `undefined` when there is no such file. */
export async function readLocalState(file: string): Promise<LocalState | undefined> {
  const found = await lstat(file).catch(absent)
  if (found === undefined) return undefined
  // a repository may bring a state file of its own; obeying it would send secrets wherever it says
  const isOwn = found.isFile() && (process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0))
  if (!isOwn)
    throw new TaskError('WRONG_USE', {
      message: `${file} is not a file of mode 0600 that belongs to you: remove it, then run "sallyport local start"`,
    })
  const text = await readFile(file, 'utf8').catch(absent)
  if (text === undefined) return undefined
  const parsed = safeParse(stateSchema, jsonOf(text))
  if (!parsed.success || !isLoopbackEndpoint(parsed.output.endpoint)) {
    throw new TaskError('WRONG_USE', {
      message: `${file} does not describe a server on loopback: remove it, then run "sallyport local start"`,
    })
  }
  return parsed.output
}

/**
 * Writes the state, whole or not at all, readable by its owner alone.
 * @throws TaskError `ALREADY_RUNNING` when there is one: two servers must not share a folder
 */
export async function writeLocalState(file: string, state: LocalState): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(join(dirname(file), '.gitignore'), '*\n', { flag: 'wx' }).catch(ifExists)
  const written = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(written, `${JSON.stringify(state)}\n`, { mode: 0o600, flag: 'wx' })
  try {
    await link(written, file) // unlike a rename, a link never replaces another server's file
  } catch (error) {
    ifExists(error)
    throw new TaskError('ALREADY_RUNNING', {
      message: `${dirname(file)} is not free, another server has just started there: give another \`dataDir\``,
    })
  } finally {
    await rm(written, { force: true })
  }
}

/** Removes a state file, when there is one: its server has ended. */
export async function removeLocalState(file: string): Promise<void> {
  await rm(file, { force: true })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the schema refuses it, in words
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  // EACCES: a folder of somebody else on the way upward, whose server is not meant
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR' && error.code !== 'EACCES') throw error
}

function ifExists(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}
