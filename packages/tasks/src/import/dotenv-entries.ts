import { parse } from 'dotenv'
import { TaskError } from '../task-error.ts'
import type { Imported, ImportedEntry } from './imported-entries.ts'

/** What may be an assignment to dotenv, which takes blank lines for blanks; inside a quoted value of several lines it is none. */
const assignment = /^(\s*(?:export\s+)?)([\w.-]+)(?=\s*=|:)/gm

/**
 * The keys of a dotenv file, read by dotenv itself.
 * @throws TaskError `BAD_VALUE` for a key that stands there twice
 */
export function dotenvEntries(text: string): Imported {
  const lines = text.replaceAll(/\r\n?/g, '\n')
  const values = parse(lines)
  const found = assignmentsIn(lines)
  refuseTwice(found)
  const entries: ImportedEntry[] = found.flatMap(({ key, line }) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined
    return value === undefined ? [] : [{ key, line, value, isJson: false }]
  })
  return { format: 'dotenv', entries, notes: entries.flatMap(notesOn) }
}

interface Assignment {
  readonly key: string
  readonly line: number
}

/**
 * The assignments that dotenv sees, with their lines. dotenv keeps one of each key and tells no line; so each line that may be an
 * assignment gets a key of its own, and those that dotenv then gives back are assignments.
 */
function assignmentsIn(text: string): Assignment[] {
  const candidates = new Map<string, Assignment>()
  const mark = markNotIn(text)
  const marked = text.replace(assignment, (_whole, before: string, key: string, offset: number) => {
    const name = `${mark}${candidates.size}`
    candidates.set(name, { key, line: text.slice(0, offset + before.length).split('\n').length })
    return before + name
  })
  const seen = parse(marked)
  return [...candidates].flatMap(([name, found]) => (Object.hasOwn(seen, name) ? found : []))
}

function markNotIn(text: string): string {
  let mark = 'KEY_'
  while (text.includes(mark)) mark += '_'
  return mark
}

function refuseTwice(found: readonly Assignment[]): void {
  for (const [index, { key, line }] of found.entries()) {
    const first = found.slice(0, index).find((each) => each.key === key)
    if (first !== undefined)
      throw new TaskError('BAD_VALUE', {
        message: `key ${key} stands twice in the file, in lines ${first.line} and ${line}: leave one out`,
      })
  }
}

/** What other readers of dotenv files do otherwise. */
function notesOn({ key, line, value }: ImportedEntry): string[] {
  const notes = []
  if (/\$\{?\w/.test(value)) notes.push(`${key} (line ${line}) holds a "$" before a name, which is stored as it is written, not filled in`)
  const [quote = ''] = /^["'`]/.exec(value) ?? []
  if (quote !== '' && !value.slice(1).includes(quote))
    notes.push(`${key} (line ${line}) begins with a quote that does not end, so that its first line alone is its value`)
  return notes
}
