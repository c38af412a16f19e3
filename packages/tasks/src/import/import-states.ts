/**
 * What becomes of a key: `new` and `changed` would be stored, `stored` has been; `same` was there already; `kept` holds another value, which
 * `overwrite` would replace; `empty` is a key without a value; `refused` cannot be stored as it is; `notTried` comes after a failure.
 */
export const importStates = ['new', 'changed', 'stored', 'same', 'kept', 'empty', 'refused', 'notTried'] as const

export type ImportState = (typeof importStates)[number]
