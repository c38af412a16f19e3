/** `: did you mean "stripe"?` where one of `known` is near to `wrong`, else what there is to choose from, else nothing. */
export function suggestion(wrong: string, known: readonly string[]): string {
  const nearest = known
    .map((each) => ({ each, distance: editDistance(wrong, each) }))
    .sort((left, right) => left.distance - right.distance)[0]
  if (nearest !== undefined && nearest.distance <= Math.max(2, wrong.length / 3)) return `: did you mean "${nearest.each}"?`
  return known.length === 0 ? '' : `: known are ${known.map((each) => `"${each}"`).join(', ')}`
}

/** How many letters must be changed, added or taken away to make one word the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...to].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter.toLowerCase() === other.toLowerCase() ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
