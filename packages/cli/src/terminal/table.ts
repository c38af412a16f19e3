import { visibleInLine } from './visible.ts'

export type Row = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * Rows under their column names, aligned for a person; tab-separated and without names when `piped`, for `cut` and `awk`.
 * @returns the lines, each without its newline
 */
export function tableLines<Column extends string>(
  rows: readonly Readonly<Partial<Record<Column, Row[string]>>>[],
  columns: readonly Column[],
  { piped = false } = {},
): string[] {
  const cells = rows.map((row) => columns.map((column) => visibleInLine(String(row[column] ?? ''))))
  if (piped) return cells.map((row) => row.join('\t'))
  const all = [columns.map(heading), ...cells]
  const widths = columns.map((_, index) => Math.max(...all.map((row) => widthOf(row[index] ?? ''))))
  return all.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}

/** `changedAt` → `CHANGED AT` */
function heading(column: string): string {
  return column.replace(/[A-Z]/g, (capital) => ` ${capital}`).toUpperCase()
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Columns that `text` takes on a terminal. Source: Unicode Standard Annex #11, "East Asian Width". */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}
