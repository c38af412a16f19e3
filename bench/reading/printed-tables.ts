import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface PrintedTable {
  /** The line above it. */
  title: string
  head: readonly string[]
  /** The cells right of a row's label. */
  cellsOf(label: string): readonly string[]
  labels: readonly string[]
  /** Cells of the columns that hold figures and have none. */
  empty: readonly string[]
}

/** Runs the built command and gives the tables it printed. */
export async function printedTables(...options: string[]): Promise<PrintedTable[]> {
  const command = fileURLToPath(new URL('../dist/reading.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...options], { maxBuffer: 1 << 24 })
  const lines = stdout.split('\n')
  return lines.flatMap((line, i) => (/^\|-/.test(line) ? [tableAt(lines, i)] : []))
}

/** The table whose line of dashes is at `at`: above it the head, then an empty line, then the title. */
function tableAt(lines: readonly string[], at: number): PrintedTable {
  const cells = (line = '') => line.slice(2, -2).split(' | ')
  const isFigure = (lines[at] ?? '')
    .slice(1, -1)
    .split('|')
    .map((dashes) => dashes.endsWith(':'))
  const end = lines.findIndex((line, i) => i > at && !line.startsWith('|'))
  const rows = lines.slice(at + 1, end).map(cells)
  return {
    title: lines[at - 3] ?? '',
    head: cells(lines[at - 1]),
    cellsOf: (label) => rows.find(([first]) => first === label)?.slice(1) ?? [],
    labels: rows.map(([label = '']) => label),
    empty: rows.flatMap((row) => row.filter((cell, i) => isFigure[i] && !/^\d+(\.\d+)?( ×)?$/.test(cell))),
  }
}
