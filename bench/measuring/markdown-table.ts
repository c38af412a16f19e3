/** A Markdown table: the first row is its head. Columns of figures stand right, those of `words` left. */
export function markdownTable(
  [head = [], ...rows]: readonly (readonly string[])[],
  { words = [0] }: { words?: readonly number[] } = {},
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map((_, i) => (words.includes(i) ? '---' : '---:')).join('|')}|`, ...rows.map(line)].join('\n')
}
