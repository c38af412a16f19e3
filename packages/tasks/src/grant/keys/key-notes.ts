import { parametersIn, withReferences } from '../../template-policy/parameter-reference.ts'
import type { KeysFound } from './keys-found.ts'

/**
 * What the policy may lack because a key is not known, a line for each reason.
 * @param next what to do for it
 */
export function keyNotes({ unknown }: KeysFound, next: string): string[] {
  const reasons = new Set(unknown.map(({ reason }) => reason))
  return [...reasons].map((reason) => {
    const places = unknown.filter((each) => each.reason === reason)
    const names = places.map(({ name }) => withReferences(name.replaceAll('{id}', '*'), parametersIn(name))).join(', ')
    return `the key of ${names} is not known (${reason}): if it is a customer managed one, the role needs kms:Decrypt on it as well; ${next}`
  })
}
