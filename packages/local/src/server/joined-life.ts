import type { ServerLife } from './server-life.ts'

type Task = () => Promise<void> | void

/** The share that a part of the server has in its life, for a part that may end before it. */
export class JoinedLife implements ServerLife {
  readonly #server: Pick<ServerLife, 'endpoint'>
  readonly #ending: Task[] = []
  readonly #resetting: Task[] = []

  constructor(server: Pick<ServerLife, 'endpoint'>) {
    this.#server = server
  }

  endpoint(): string {
    return this.#server.endpoint()
  }

  onStop(end: Task): void {
    this.#ending.push(end)
  }

  onReset(reset: Task): void {
    this.#resetting.push(reset)
  }

  async reset(): Promise<void> {
    for (const reset of this.#resetting) await reset()
  }

  async stop(): Promise<void> {
    for (const end of this.#ending.toReversed()) await end()
  }
}
