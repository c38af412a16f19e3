/**
 * Lines of `after` and of `before`, in order: what both have begins with a blank, what goes with `-`, what comes with `+`.
 * @example
 * difference('a\nb', 'b\nc') // ['-a', ' b', '+c']
 */
export function difference(before: string, after: string): string[] {
  const [beforeLines, afterLines] = [linesOf(before), linesOf(after)]
  const common = commonLengths(beforeLines, afterLines)
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < beforeLines.length || j < afterLines.length) {
    if (i < beforeLines.length && j < afterLines.length && beforeLines[i] === afterLines[j]) {
      lines.push(` ${beforeLines[i]}`)
      i += 1
      j += 1
    } else if (j >= afterLines.length || (i < beforeLines.length && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))) {
      lines.push(`-${beforeLines[i]}`)
      i += 1
    } else {
      lines.push(`+${afterLines[j]}`)
      j += 1
    }
  }
  return lines
}

/** How many lines the rests of the two texts have in common, by where the rests begin. Policies have at most some hundred lines. */
function commonLengths(beforeLines: readonly string[], afterLines: readonly string[]): number[][] {
  const lengths = Array.from({ length: beforeLines.length + 1 }, () => new Array<number>(afterLines.length + 1).fill(0))
  for (let i = beforeLines.length - 1; i >= 0; i -= 1) {
    for (let j = afterLines.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row !== undefined)
        row[j] =
          beforeLines[i] === afterLines[j]
            ? lengthAt(lengths, i + 1, j + 1) + 1
            : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1))
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
