import type { Store } from '../../../store/store.ts'
import type { Table } from '../../../store/table.ts'

/** Whose a function URL is. */
export interface FunctionUrlOwner {
  readonly accountId: string
  readonly region: string
  readonly functionName: string
}

/** Whose each function URL of the server is, by its id: whoever calls one says neither account nor region. */
export class FunctionUrlOwners {
  readonly #ownerById: Table<FunctionUrlOwner>

  constructor(store: Store) {
    this.#ownerById = store.table('function-urls', { keepInMemory: 1_000 })
  }

  of(id: string): FunctionUrlOwner | undefined {
    return this.#ownerById.get([id])
  }

  save(id: string, owner: FunctionUrlOwner): void {
    this.#ownerById.put([id], owner)
  }

  remove(id: string): void {
    this.#ownerById.remove([id])
  }
}
