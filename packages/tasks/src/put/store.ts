import type { TaskContext } from '../context.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import type { ParameterType, SecretService } from '../secret-services.ts'
import type { StoredForm } from './stored-form.ts'

/**
 * What a new version has to follow, to notice a change by another in between: anything at all; that there is no such secret or parameter
 * (`absent`); that a secret is there and has no value yet (`empty`); or the version that the new text was made from.
 */
export type Follows = 'anything' | 'absent' | 'empty' | { readonly version: string }

/** A text as a store holds it; `undefined` when there is none. */
export interface StoredText {
  readonly text: string | undefined
  readonly follows: Follows
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
  /** The current text. @throws TaskError `BAD_VALUE` for one that is binary */
  current(): Promise<StoredText>
  /** What it would keep: of bytes, where there is room for text alone, their base64. */
  kept(form: StoredForm): Uint8Array
  /** Stores a new version. @throws TaskError `CONFLICT` where it follows another than it has to */
  write(form: StoredForm, follows: Follows): Promise<Written>
  /** Reads back what `write` stored; `undefined` when it is of the other form, text or bytes. */
  read(written: Written, form: StoredForm): Promise<Uint8Array | undefined>
}

/** @param type the type that was asked for; of a parameter that is there it must be its own */
export type OpenStore = (place: RequestedPlace, context: TaskContext, type: ParameterType | undefined) => Promise<Store>
