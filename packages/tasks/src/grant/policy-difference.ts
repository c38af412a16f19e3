/**
 * Lines of `after` and of `before`, in order: what both have begins with a blank, what goes with `-`, what comes with `+`.
 * @example
 * difference('a\nb', 'b\nc') // ['-a', ' b', '+c']
 */
export function difference(before: string, after: string): string[] {
  const [old, young] = [linesOf(before), linesOf(after)]
  const common = commonLengths(old, young)
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      lines.push(` ${old[i]}`)
      i += 1
      j += 1
    } else if (j >= young.length || (i < old.length && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))) {
      lines.push(`-${old[i]}`)
      i += 1
    } else {
      lines.push(`+${young[j]}`)
      j += 1
    }
  }
  return lines
}

/** How many lines the rests of the two texts have in common, by where the rests begin. Policies have at most some hundred lines. */
function commonLengths(old: readonly string[], young: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row !== undefined)
        row[j] =
          old[i] === young[j] ? lengthAt(lengths, i + 1, j + 1) + 1 : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1))
    }
  }
  return lengths
}

function lengthAt(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
