import type { TaskContext } from '../context.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import type { ParameterType, SecretService } from '../secret-services.ts'
import type { StoredForm } from './stored-form.ts'

/** A text as a store holds it, with the version that tells a change in between. */
export interface StoredText {
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
  /** The plain name, as the store tells it where it was asked for by an ARN. */
  readonly name: string
  /** Bytes that a value may have. */
  readonly maxBytes: number
  /** Of a parameter. */
  readonly type: ParameterType | undefined
  /** The current text, or `undefined` when there is none. @throws TaskError `BAD_VALUE` for one that is binary */
  current(): Promise<StoredText | undefined>
  /** Bytes that would be stored. */
  sizeOf(form: StoredForm): number
  /** Stores a new version. `basedOn`: the version that the text was made from, to notice another change in between. */
  write(form: StoredForm, basedOn: string | undefined): Promise<Written>
  /** Reads back what `write` stored; `undefined` when it is of the other form, text or bytes. */
  read(written: Written, form: StoredForm): Promise<Uint8Array | undefined>
}

/** @param type the type that was asked for; of a parameter that is there it must be its own */
export type OpenStore = (place: RequestedPlace, context: TaskContext, type: ParameterType | undefined) => Promise<Store>
