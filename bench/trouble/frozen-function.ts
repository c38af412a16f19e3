import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { MeasuredNode } from '../measuring/measured-node.ts'
import type { Asked, Invoked } from '../programs/invocations.ts'

/** Longer than the second that values live for. */
const frozenMs = 1_200

/** A process that reads when it is invoked and is stopped in between, as Lambda freezes an execution environment. */
export function startFunction(node: MeasuredNode, file: string, env: Record<string, string>) {
  const child = spawn(node.path, [file], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill) // one that is stopped would outlive a bench that fails
  return {
    async invoke(asked: Asked): Promise<Invoked> {
      child.send(asked)
      const [invoked] = await Promise.race([
        once(child, 'message'),
        ended.then(([code, signal]) => {
          throw new Error(`${file} ended with ${code ?? signal}`)
        }),
      ])
      return invoked as Invoked // the program sends nothing else
    },
    /** Stops it until its value's life is over; what happens `meanwhile` it does not see before it goes on. */
    async freeze(meanwhile: () => void): Promise<void> {
      child.kill('SIGSTOP')
      meanwhile()
      await new Promise((over) => setTimeout(over, frozenMs))
      child.kill('SIGCONT')
    },
    async end(): Promise<void> {
      process.off('exit', kill)
      kill()
      await ended
    },
  }
}
