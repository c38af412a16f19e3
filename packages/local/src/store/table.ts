import type { Database } from 'lmdb'

export type Key = readonly (string | number)[]

/** Records by key, in the order of their keys. A record handed out is shared: change a copy and put that. */
export class Table<V> {
  readonly #database: Database<V>
  readonly #inMemory = new Map<string, V>()
  readonly #mostInMemory: number
  readonly #isChanging: () => boolean

  constructor(database: Database<V>, mostInMemory: number, isChanging: () => boolean) {
    this.#database = database
    this.#mostInMemory = mostInMemory
    this.#isChanging = isChanging
  }

  get(key: Key): V | undefined {
    // within a change nothing is kept: it may yet be undone
    if (this.#mostInMemory === 0 || this.#isChanging()) return this.#database.get([...key])
    const name = key.join('\0')
    const kept = this.#inMemory.get(name)
    if (kept !== undefined) return kept
    const read = this.#database.get([...key])
    if (read !== undefined) {
      if (this.#inMemory.size >= this.#mostInMemory) this.#inMemory.clear()
      this.#inMemory.set(name, read)
    }
    return read
  }

  put(key: Key, value: V): void {
    this.#forget(key)
    this.#database.putSync([...key], value)
  }

  remove(key: Key): void {
    this.#forget(key)
    this.#database.removeSync([...key])
  }

  /** The records whose keys begin with `prefix`, in order. */
  *under(prefix: Key, { reverse = false }: { reverse?: boolean } = {}): Generator<{ key: Key; value: V }> {
    yield* this.between([...prefix], [...prefix, highest], { reverse })
  }

  /** The records from `start` up to and without `end`; both given in ascending order, also when read in reverse. */
  *between(
    start: Key | readonly unknown[],
    end: readonly unknown[],
    { reverse = false }: { reverse?: boolean } = {},
  ): Generator<{ key: Key; value: V }> {
    // lmdb's types know keys of strings and numbers only; its encoding orders bytes after both
    const range = (reverse ? { start: end, end: start, reverse } : { start, end }) as { start: string[]; end: string[]; reverse?: boolean }
    for (const { key, value } of this.#database.getRange(range)) yield { key: key as Key, value }
  }

  clear(): void {
    this.#inMemory.clear()
    this.#database.clearSync()
  }

  #forget(key: Key): void {
    if (this.#mostInMemory > 0) this.#inMemory.delete(key.join('\0'))
  }
}

/** Sorts after every string and number of a key. Source: ordered-binary README, order of kinds. */
const highest = Uint8Array.of(0xff)
