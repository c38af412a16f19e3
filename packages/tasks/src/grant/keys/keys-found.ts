import type { SecretService } from '../../secret-services.ts'

/** What of a policy follows from the keys of what is read. */
export interface KeysFound {
  /** ARNs of customer managed keys by name. */
  readonly knownKeys: Readonly<Record<string, string>>
  /** What may be under one that is not known: nothing is granted for it, and nothing taken away. */
  readonly unknown: readonly UnknownKey[]
}

export interface UnknownKey {
  readonly name: string
  readonly service: SecretService
  /** Why it is not known, continuing "its key is not known: ". */
  readonly reason: string
}

/** Where a key is found, or is not: `undefined` for AWS's own, which takes no statement. */
export type FoundKey = { readonly arn: string | undefined } | { readonly reason: string }

/** The owner of another account's secret says its key: it is filled in by hand, in the text for that, and what the role has for it stays. */
export const keyOfOther: FoundKey = { reason: "it is another account's, whose owner says it" }

/** All that was found, by what it was found for. */
export function keysFound(found: readonly { readonly place: Omit<UnknownKey, 'reason'>; readonly key: FoundKey }[]): KeysFound {
  return {
    knownKeys: Object.fromEntries(
      found.flatMap(({ place, key }) => ('arn' in key && key.arn !== undefined ? [[place.name, key.arn]] : [])),
    ),
    unknown: found.flatMap(({ place: { name, service }, key }) => ('reason' in key ? [{ name, service, reason: key.reason }] : [])),
  }
}
