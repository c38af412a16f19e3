import type { Reader } from './reader.ts'
import type { SecretKey } from './secret-key.ts'

/** Why a read was to be expected, or that it was not. */
export const expectations = ['declared', 'by policy', 'own write', 'no', 'unknown'] as const

export type Expected = (typeof expectations)[number]

/** One read or attempt, ready to be counted. */
export interface Sighting {
  readonly secret: SecretKey
  readonly reader: Reader
  readonly at: string
  /** `undefined` for an attempt that was denied. */
  readonly expected: Expected | undefined
  readonly action: string
  readonly doubt: string | undefined
}

/** Sightings alike, counted, with the first and the last. */
export interface Counted extends Sighting {
  readonly count: number
  readonly first: string
  readonly last: string
}

/** One line per secret, reader, action and expectation, by secret and reader. */
export function counted(sightings: readonly Sighting[]): Counted[] {
  const groups = new Map<string, Counted>()
  for (const sighting of sightings) {
    const { secret, reader, expected, action, doubt, at } = sighting
    const key = JSON.stringify([secret.name, secret.service, reader.kind, reader.name, expected, action, doubt])
    const group = groups.get(key)
    groups.set(key, {
      ...sighting,
      count: (group?.count ?? 0) + 1,
      first: group === undefined || at < group.first ? at : group.first,
      last: group === undefined || at > group.last ? at : group.last,
    })
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}
