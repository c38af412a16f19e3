import { request } from 'node:http'
import { TaskError } from '../task-error.ts'
import type { LocalState } from './local-state.ts'

type Control = Pick<LocalState, 'endpoint' | 'controlToken'>

/** `answers`: it is the server that wrote the state; `stranger`: something else has its port; `silent`: nothing answers. */
export type LocalHealth = 'answers' | 'stranger' | 'silent'

/**
 * Asks the server that a state file names whether it is there. Its token tells it from another one that has taken the port since.
 * @param options.timeoutMs how long to wait for the answer, in milliseconds; default 3,000
 */
export async function healthOf(state: Control, { timeoutMs = 3000 } = {}): Promise<LocalHealth> {
  const status = await statusOf(state, 'GET', 'health', timeoutMs)
  if (status === undefined) return 'silent'
  return status === 200 ? 'answers' : 'stranger'
}

/**
 * Asks a server on loopback to stop. It may end before it answers: whether it has is asked of its process.
 * @param options.timeoutMs how long to wait for the answer, in milliseconds; default 3,000
 */
export async function askToStop(state: Control, { timeoutMs = 3000 } = {}): Promise<void> {
  await statusOf(state, 'POST', 'stop', timeoutMs)
}

/** @throws TaskError `UNREACHABLE` when the server that wrote the state is not there any more */
export async function assertAnswers(state: LocalState): Promise<void> {
  const health = await healthOf(state)
  if (health === 'answers') return
  const what = health === 'silent' ? 'does not answer' : 'is not the server that was started here'
  throw new TaskError('UNREACHABLE', { message: `AWS on loopback at ${state.endpoint} ${what}: run "sallyport local start"` })
}

/** The status of the server's answer on a control path, or `undefined` when there is none. */
function statusOf({ endpoint, controlToken }: Control, method: string, path: string, timeoutMs: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(`${endpoint}/_sallyport/${path}`, {
      method,
      agent: false,
      timeout: timeoutMs,
      headers: { authorization: `Bearer ${controlToken}` },
    })
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(undefined))
    asked.on('close', () => resolve(undefined)) // after a response this has no effect
    asked.end()
  })
}
