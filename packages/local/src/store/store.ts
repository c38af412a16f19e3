import { type Database, open, type RootDatabase } from 'lmdb'
import { type OnInternalError, printInternalError } from '../internal-error.ts'
import { Table } from './table.ts'

/** Named tables in one file; more than the services need, since LMDB fixes the number when it opens. */
const mostTables = 64

/** A batched write waits at most this long for others to join it. */
const batchDelayMs = 200

/** A batch is written at once when it holds as many writes: more would outlive the young generation, and cost more than they save. */
const batchSize = 512

/**
 * Abortable, committed before it returns, flushed by a thread of lmdb's: the server goes on meanwhile, commits of one moment share a
 * flush, and `flushed` says when. (lmdb's types declare these as an enum it does not export when run.)
 * Source: lmdb-js README, "transactionSync".
 */
const flushedByThread = 0x1 | 0x2 | 0x10000

/** Everything that is kept, in one LMDB file. Values are sealed before they come here. */
export class Store {
  readonly #root: RootDatabase
  readonly #tables = new Map<string, Table<unknown>>()
  readonly #survivingReset = new Set<string>()
  readonly #onInternalError: OnInternalError
  readonly #soon: (() => void)[] = []
  #timer: NodeJS.Timeout | undefined
  #isChanging = false

  /** @param isDurable false for a store in memory, whose file nobody will open again */
  constructor(folder: string, isDurable: boolean, onInternalError: OnInternalError = printInternalError) {
    this.#onInternalError = onInternalError
    this.#root = open({ path: folder, maxDbs: mostTables, noSync: !isDurable })
  }

  /**
   * Opened at start: LMDB cannot open one in the middle of a transaction.
   * @param options.keepInMemory records kept decoded; default none
   * @param options.survivesReset whether `reset` leaves it alone; default false
   */
  table<V>(name: string, { keepInMemory = 0, survivesReset = false } = {}): Table<V> {
    if (survivesReset) this.#survivingReset.add(name)
    const known = this.#tables.get(name)
    if (known !== undefined) return known as Table<V> // a name is one file's, which always gives the same V
    const database: Database<V> = this.#root.openDB<V>({ name })
    const table = new Table<V>(database, keepInMemory, () => this.#isChanging)
    this.#tables.set(name, table as Table<unknown>)
    return table
  }

  /** Runs a change to its commit; what it throws undoes everything it wrote. */
  change<T>(body: () => T): T {
    return this.#transaction(body)
  }

  /** Resolves once every commit so far is on the disk. */
  get flushed(): Promise<unknown> {
    return this.#root.flushed
  }

  /** Joins a write to the next batch. For what may lose its last moment: records of reads, days of last access. */
  soon(write: () => void): void {
    this.#soon.push(write)
    if (this.#soon.length >= batchSize && !this.#isChanging) this.#writeBatchAlone()
    else this.#timer ??= setTimeout(() => this.#writeBatchAlone(), batchDelayMs)
  }

  /** Writes the batch now, so that what is read next has it. */
  writeBatch(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const writes = this.#soon.splice(0)
    if (writes.length === 0) return
    this.#transaction(() => {
      for (const write of writes) write()
    })
  }

  /** Nobody waits for it whom an error could be told: the disk may be full, and the server goes on. */
  #writeBatchAlone(): void {
    try {
      this.writeBatch()
    } catch (error) {
      this.#onInternalError(error, 'writing records of reads')
    }
  }

  /** Empties every table but those that survive it. */
  reset(): void {
    this.#soon.length = 0
    this.#transaction(() => {
      for (const [name, table] of this.#tables) if (!this.#survivingReset.has(name)) table.clear()
    })
  }

  async close(): Promise<void> {
    this.writeBatch()
    await this.#root.flushed
    await this.#root.close()
  }

  #transaction<T>(body: () => T): T {
    if (this.#isChanging) return body()
    this.#isChanging = true
    try {
      return this.#root.transactionSync(body, flushedByThread)
    } finally {
      this.#isChanging = false
    }
  }
}
