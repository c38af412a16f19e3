/**
 * Takes what is held now into what is `known`, by the wall clock in milliseconds at which it retired, and gives what it forgets. What was
 * held and is no more stays for a while: a key that was replaced, or a family's member that had to leave, may be logged or thrown yet,
 * and vendors accept it for hours. Those that were held last are the last.
 *
 * For how long differs. Where errors are cleaned a value costs nothing until there is an error, and nothing is gained by forgetting it
 * early; where logs are guarded each is some ten texts that every line is searched for.
 * @param fewest retired ones that stay at least; at twice as many the older half goes, so that what has to follow does so seldom
 * @param ms milliseconds for which each stays at most; default: no end
 */
export function remember<T>(known: Map<T, number | undefined>, held: ReadonlySet<T>, fewest: number, ms = Infinity, at = Date.now()): T[] {
  for (const each of held) {
    known.delete(each)
    known.set(each, undefined)
  }
  let retired = known.size - held.size
  const kept = retired < 2 * fewest ? retired : fewest
  const forgotten: T[] = []
  for (const [each, retiredAt = at] of known) {
    if (retired-- === 0) break
    if (retired < kept && at - retiredAt <= ms) known.set(each, retiredAt)
    else if (known.delete(each)) forgotten.push(each)
  }
  return forgotten
}
