/** The one of `known` that a mistyped name was meant to be: few letters changed, added or left out. `undefined` when none is near. */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  const limit = Math.min(3, Math.floor(wrong.length / 3))
  const [nearest] = known.map((name) => ({ name, distance: editDistance(wrong, name, limit) })).sort((a, b) => a.distance - b.distance)
  return nearest !== undefined && nearest.distance > 0 && nearest.distance <= limit ? nearest.name : undefined
}

/** Letters to change, add or take away to make one word the other; more than `limit` is not counted out. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...to].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
