import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { answerMark, loadingProgram } from './loading-program.ts'
import { isRecord, type Place, type PlaceInVariable, placeIn } from './place.ts'

/** Milliseconds a declaration may take to load; one that waits for something is not a declaration. */
const loadTimeoutMs = 10_000

export type LoadedPlaces =
  | { placeByExport: ReadonlyMap<string, Place | PlaceInVariable> }
  /** Why no place is known: it threw, read the environment, took too long. */
  | { problem: string }

/**
 * The places a declaration file gives when it runs: for names that are computed. It runs in a process of its own, with an empty
 * environment: a name made from a variable of this machine would be another one in Lambda, so such a file has no answer.
 */
export async function loadedPlaces(file: string, { timeoutMs = loadTimeoutMs }: { timeoutMs?: number } = {}): Promise<LoadedPlaces> {
  const program = await loadingProgram(file)
  if ('problem' in program) return program
  const output = await outputOf(program.text, timeoutMs)
  if ('problem' in output) return output
  return answerIn(output.text)
}

async function outputOf(program: string, timeoutMs: number): Promise<{ text: string } | { problem: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  child.stdin.on('error', () => undefined) // a child that ends before it has read says why itself
  child.stdin.end(program)
  const [output, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (exitCode === 0) return { text: output }
  if (exitCode === null) return { problem: `it does not load within ${timeoutMs / 1000} seconds` }
  return { problem: `it does not load (${complaint.split('\n').find((line) => /^\w*Error/.test(line)) ?? `exit code ${exitCode}`})` }
}

function answerIn(output: string): LoadedPlaces {
  const at = output.lastIndexOf(answerMark)
  if (at === -1) return { problem: 'it ends the process while it loads' }
  const answer: unknown = JSON.parse(output.slice(at + answerMark.length))
  const [places, read] = isRecord(answer) ? [answer['places'], answer['read']] : []
  if (!Array.isArray(places) || !Array.isArray(read)) return { problem: 'its handles are of a form this version does not know' }
  if (read.length > 0) return { problem: `it reads the environment while it loads (${read.join(', ')})` }
  const found = places.flatMap((each) => {
    if (!Array.isArray(each) || typeof each[0] !== 'string') return []
    const place = placeIn(each[1])
    return place === undefined ? [] : [[each[0], place] as const]
  })
  return { placeByExport: new Map(found) }
}
