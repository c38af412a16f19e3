import { request } from 'node:http'
import { TaskError } from '../task-error.ts'
import type { LocalState } from './local-state.ts'

/** `answers`: it is the server that wrote the state; `stranger`: something else has its port; `silent`: nothing answers. */
export type LocalHealth = 'answers' | 'stranger' | 'silent'

/**
 * Asks the server that a state file names whether it is there. Its token tells it from another one that has taken the port since.
 * @param options.timeoutMs how long to wait for the answer, in milliseconds; default 3,000
 */
export function healthOf(state: Pick<LocalState, 'endpoint' | 'controlToken'>, { timeoutMs = 3000 } = {}): Promise<LocalHealth> {
  return new Promise((resolve) => {
    const asked = request(`${state.endpoint}/_sallyport/health`, {
      agent: false,
      timeout: timeoutMs,
      headers: { authorization: `Bearer ${state.controlToken}` },
    })
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200 ? 'answers' : 'stranger')
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve('silent'))
    asked.on('close', () => resolve('silent')) // after a response this has no effect
    asked.end()
  })
}

/** @throws TaskError `UNREACHABLE` when the server that wrote the state is not there any more */
export async function assertAnswers(state: LocalState): Promise<void> {
  const health = await healthOf(state)
  if (health === 'answers') return
  const what = health === 'silent' ? 'does not answer' : 'is not the server that was started here'
  throw new TaskError('UNREACHABLE', { message: `AWS on loopback at ${state.endpoint} ${what}: run "sallyport local start"` })
}
