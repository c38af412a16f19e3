import type { ServerLife } from './server-life.ts'

type Task = () => Promise<void> | void

/** The life of one server: what its services do when it is reset and when it stops. It stops once, however often it is asked to. */
export class Life implements ServerLife {
  readonly stopped: Promise<void>
  #endpoint = ''
  readonly #ending: Task[] = []
  readonly #resetting: Task[] = []
  #settle: { resolve: () => void; reject: (error: unknown) => void } = { resolve: () => {}, reject: () => {} }
  #isStopping = false

  constructor() {
    this.stopped = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    this.stopped.catch(() => {}) // whoever stops it is told; nobody needs to wait for `stopped`
  }

  endpoint(): string {
    return this.#endpoint
  }

  listensAt(endpoint: string): void {
    this.#endpoint = endpoint
  }

  onStop(end: Task): void {
    this.#ending.push(end)
  }

  onReset(reset: Task): void {
    this.#resetting.push(reset)
  }

  /** In the order of their registration. */
  async reset(): Promise<void> {
    for (const reset of this.#resetting) await reset()
  }

  /** What began last ends first: the server stops listening before the store is closed. */
  stop(): Promise<void> {
    if (!this.#isStopping) {
      this.#isStopping = true
      void this.#end().then(this.#settle.resolve, this.#settle.reject)
    }
    return this.stopped
  }

  async #end(): Promise<void> {
    for (const end of this.#ending.toReversed()) await end()
  }
}
