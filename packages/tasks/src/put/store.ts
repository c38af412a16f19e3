import type { TaskContext } from '../context.ts'
import type { SecretService } from '../secret-services.ts'

/** A value as a store holds it, with the version that tells a change in between. */
export interface StoredValue {
  readonly text: string
  readonly version: string
}

export const storeChanges = ['created', 'updated'] as const

export interface Written {
  readonly arn: string
  readonly version: string
  readonly change: (typeof storeChanges)[number]
}

/** Where `put` stores: Secrets Manager or Parameter Store. A third place is one more file of this shape. */
export interface Store {
  readonly service: SecretService
  /** `secret prod/stripe`: how messages name it. */
  readonly called: string
  /** Bytes that a value may have. */
  readonly maxBytes: number
  /** The current value, or `undefined` when there is none. */
  current(): Promise<StoredValue | undefined>
  /** Stores a new version. `basedOn`: the version that the text was made from, to notice another change in between. */
  write(text: string, basedOn: string | undefined): Promise<Written>
  /** Reads back what `write` stored. */
  read(written: Written): Promise<StoredValue>
}

export type OpenStore = (name: string, context: TaskContext) => Promise<Store>
