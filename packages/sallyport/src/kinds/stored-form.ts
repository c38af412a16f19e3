import type { Declaration } from '../handle.ts'
import type { Stored } from '../secret-value/stored-reading.ts'

/** How a kind's value is stored, the other way round from its `parse`; for tests that give values, since a function only reads them. */
export interface StoredForm {
  stored(value: unknown, options: Declaration['options']): Stored
  /** The text that a request carries of a stored JSON object. Default: what is stored, when it is a text. */
  credential?(fields: Readonly<Record<string, unknown>>, options: Declaration['options']): string
}

export const asJson: StoredForm = { stored: (value) => JSON.stringify(value) }

/** Texts and bytes are stored as they are; what fits neither is left for the kind to refuse. */
export const asItIs: StoredForm = {
  stored: (value) => (typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value)),
}
