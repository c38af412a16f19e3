import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { expect, onTestFinished, test } from 'vitest'
import { errorReply, fakeAws, parametersReply, type Reply, type Seen, secretReply } from './fake-aws.ts'
import type { Schedules, Told } from './properties/schedules.ts'

/** Milliseconds for a machine that has much else to do. */
const longestMs = 300_000

/** An AWS that does at random whatever AWS does, each answer some milliseconds late. */
async function moodyReply(seen: Seen): Promise<Reply> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 8))
  const troubles: Reply[] = [
    'drop',
    errorReply('InternalServiceError', 'sorry', 500),
    errorReply('ThrottlingException', 'Rate exceeded'),
    errorReply('AccessDeniedException', 'not authorized'),
    errorReply('ResourceNotFoundException'),
  ]
  const trouble = troubles[Math.floor(Math.random() * 3 * troubles.length)]
  if (trouble) return trouble
  const valueAt = (name: string) => `${Math.random() < 0.1 ? 'misfit' : 'value'} of ${name}`
  return seen.operation === 'GetSecretValue' ? secretReply(valueAt(String(seen.input['SecretId']))) : parametersReply(seen, valueAt)
}

test(
  '2,000 random schedules in a process leave no rejection unhandled, and give each call its own value or an error of the list',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-schedules-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const program = join(folder, 'schedules.mjs')
    const input = fileURLToPath(new URL('properties/schedules.ts', import.meta.url))
    await build({ input, platform: 'node', output: { file: program, format: 'esm' }, logLevel: 'silent' })

    const aws = await fakeAws(moodyReply)
    onTestFinished(() => aws.close())
    const child = fork(program, { env: { ...aws.env, AWS_MAX_ATTEMPTS: '2' }, execArgv: [] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const seed = Math.floor(Math.random() * 2 ** 31)
    child.send({ count: 2_000, seed } satisfies Schedules)
    const ended = once(child, 'exit').then(([code]): never => expect.fail(`the process ended with ${code}, seed ${seed}`))
    const [message] = await Promise.race([once(child, 'message'), ended])
    const { outcomes, unhandled } = message as Told // what `schedules.ts` sends

    expect(unhandled, `seed ${seed}`).toEqual([])
    const known = ['its value', 'left', 'AWS_UNREACHABLE', 'THROTTLED', 'ACCESS_DENIED', 'SECRET_NOT_FOUND', 'BAD_VALUE']
    expect(Object.keys(outcomes).toSorted(), `seed ${seed}: ${JSON.stringify(outcomes)}`).toEqual(known.toSorted())
  },
  longestMs,
)
