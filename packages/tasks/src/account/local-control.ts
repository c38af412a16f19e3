import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { request } from 'node:http'
import { TaskError } from '../task-error.ts'
import type { FoundState, LocalState } from './local-state.ts'

type Control = Pick<LocalState, 'endpoint' | 'controlToken'>

/** `answers`: it is the server that wrote the state; `stranger`: something else has its port; `silent`: nothing answers. */
export type LocalHealth = 'answers' | 'stranger' | 'silent'

interface ControlOptions {
  /** How long to wait for the whole answer, in milliseconds; default 3,000. */
  timeoutMs?: number
}

/**
 * Asks the server that a state file names whether it is there. Another program may have its port since, so that the server has to prove
 * that it knows the control token, and is sent neither the token nor anything else before.
 */
export async function healthOf({ endpoint, controlToken }: Control, options: ControlOptions = {}): Promise<LocalHealth> {
  const challenge = randomBytes(32).toString('hex')
  const answer = await answerOf(endpoint, 'GET', `health?challenge=${challenge}`, options)
  if (answer === undefined) return 'silent'
  return isProof(memberOf(answer.body, 'proof'), challenge, controlToken) ? 'answers' : 'stranger'
}

/** Whether a Sallyport has this endpoint, of whatever folder. It proves nothing: only to be told, never to be trusted. */
export async function claimsToBeSallyport(endpoint: string, options: ControlOptions = {}): Promise<boolean> {
  const answer = await answerOf(endpoint, 'GET', 'health', options)
  return answer?.status === 200 && memberOf(answer.body, 'status') === 'ok'
}

/** Asks a server that has proved itself to stop. It may end before it answers: whether it has is asked of its process. */
export async function askToStop({ endpoint, controlToken }: Control, options: ControlOptions = {}): Promise<void> {
  await answerOf(endpoint, 'POST', 'stop', { ...options, authorization: `Bearer ${controlToken}` })
}

/** @throws TaskError `UNREACHABLE` when the server that wrote the state is not there any more */
export async function assertAnswers({ state, file }: FoundState): Promise<void> {
  const health = await healthOf(state)
  if (health === 'answers') return
  const why = health === 'silent' ? 'nothing answers there' : `what answers on that port is not the server that ${file} names`
  throw new TaskError('UNREACHABLE', {
    message: `AWS on loopback does not run at ${state.endpoint} any more, ${why}: run "sallyport local start", which replaces ${file}`,
  })
}

function isProof(given: unknown, challenge: string, controlToken: string): boolean {
  const wanted = Buffer.from(createHmac('sha256', controlToken).update(`sallyport health ${challenge}`).digest('hex'))
  const proof = Buffer.from(typeof given === 'string' ? given : '')
  return proof.length === wanted.length && timingSafeEqual(proof, wanted)
}

function memberOf(json: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
  } catch {
    return undefined // what is no JSON has no members
  }
}

interface Answer {
  readonly status: number | undefined
  readonly body: string
}

/** Bytes of an answer that are read: a stranger may send without end. */
const maxAnswerBytes = 65_536

/** The answer on a control path, or `undefined` when there is none that is whole. */
function answerOf(
  endpoint: string,
  method: string,
  path: string,
  { timeoutMs = 3000, authorization }: ControlOptions & { authorization?: string },
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const asked = request(`${endpoint}/_sallyport/${path}`, {
      method,
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      headers: authorization === undefined ? {} : { authorization },
    })
    asked.on('response', (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (length > maxAnswerBytes) asked.destroy()
      })
      response.on('error', () => resolve(undefined))
      response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString('utf8') }))
    })
    asked.on('error', () => resolve(undefined))
    asked.on('close', () => resolve(undefined)) // after an answer this has no effect
    asked.end()
  })
}
