import type { Terminal } from './terminal.ts'
import { visibleInLine } from './visible.ts'

export type Detail = readonly [name: string, value: string | number | undefined]

/** What there is to say of one thing, a line each, the values under one another; tab-separated when piped. What is not there is left out. */
export function showDetails(details: readonly Detail[], terminal: Terminal): void {
  const there = details.filter(([, value]) => value !== undefined)
  const width = Math.max(...there.map(([name]) => name.length))
  const isPiped = terminal.io.stdout.isTTY !== true
  for (const [name, value] of there) {
    const shown = visibleInLine(String(value))
    terminal.answer(isPiped ? `${name}\t${shown}` : `${name.padEnd(width)}  ${shown}`)
  }
}
