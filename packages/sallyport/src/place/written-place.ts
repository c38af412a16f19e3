import { badDeclaration } from '../bad-declaration.ts'
import { parameterPlace, type WrittenParameter } from './parameter-name.ts'
import type { Place } from './place.ts'
import { type CheckedName, secretPlace } from './secret-name.ts'

/**
 * A place as it is written in a declaration: a secret's name, or `{ parameter: name }`. A name that is wrong becomes a sentence that
 * says so: the compiler shows it as what was expected.
 */
export type WrittenPlace<N extends string> = CheckedName<N> | WrittenParameter<N>

/** A form of place is one file and one line here: it gives the place, or `undefined` when the form is another's. */
const forms: readonly ((written: unknown) => Place | undefined)[] = [secretPlace, parameterPlace]

export function placeOf(written: unknown): Place {
  for (const form of forms) {
    const place = form(written)
    // What AWS takes in either kind of name, and `!` for secrets that its services manage. Source: API references, "CreateSecret", "PutParameter".
    if (place && /^({stage}|[\w/+=.@!-]){1,1011}$/.test(place.name)) return place
  }
  throw badDeclaration(written, 'is not a place: give the name of a secret or { parameter: name }, no braces but {stage}')
}
