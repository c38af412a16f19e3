export interface Limits {
  /** At twice as many retired ones all but the last so many go, whatever their age: what follows from it happens seldom. */
  readonly fewest: number
  /** Milliseconds after which one goes in any case. Default: none. */
  readonly ms?: number
  /** Wall clock in milliseconds. */
  readonly at?: number
}

/**
 * Takes what is held now into what is known, by when it retired (`undefined` while it is held), and gives what is forgotten. What was held
 * and is no more stays for a while: a key that was replaced, or a family's member that had to leave, may be logged or thrown yet, and
 * vendors accept it for hours. Those that were held last are the last.
 *
 * For how long differs. Where errors are cleaned a value costs nothing until there is an error, and nothing is gained by forgetting it
 * early; where logs are guarded each is some ten texts that every line is searched for.
 */
export function remember<T>(
  retiredAt: Map<T, number | undefined>,
  held: ReadonlySet<T>,
  { fewest, ms = Number.POSITIVE_INFINITY, at = Date.now() }: Limits,
): T[] {
  for (const each of held) {
    retiredAt.delete(each)
    retiredAt.set(each, undefined) // as the last
  }
  const retired = [...retiredAt.keys()].slice(0, retiredAt.size - held.size)
  const surplus = retired.length < 2 * fewest ? 0 : retired.length - fewest
  return retired.filter((each, index) => {
    const since = retiredAt.get(each) ?? at
    retiredAt.set(each, since)
    return (index < surplus || at - since > ms) && retiredAt.delete(each)
  })
}
