import { parse } from 'dotenv'
import { TaskError } from '../task-error.ts'
import type { Imported } from './imported-entries.ts'

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
  const read = found.flatMap(({ key, line, end }) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined
    return value === undefined ? [] : [{ key, line, value, written: lines.slice(end).trimStart() }]
  })
  return {
    format: 'dotenv',
    entries: read.map(({ key, line, value }) => ({ key, line, value, isJson: false })),
    notes: read.flatMap(notesOn),
  }
}

interface Assignment {
  readonly key: string
  readonly line: number
  /** Where the key ends in the text. */
  readonly end: number
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
    const start = offset + before.length
    candidates.set(name, { key, line: text.slice(0, start).split('\n').length, end: start + key.length })
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

/** A quoted value from its `=` to the end of its last line, a comment behind it too. */
const quoted = /^[=:]\s*(["'`])((?:\\\1|(?!\1)[\s\S])*)\1[^\S\n]*(?:#.*)?(?:\n|$)/

/**
 * The backslashes that python-dotenv takes away in quotes, where dotenv keeps them.
 * Source: python-dotenv, README, "File format" (escape sequences).
 */
const escapes: Readonly<Record<string, RegExp>> = { '"': /\\[\\'"abftv]/, "'": /\\[\\']/ }

/**
 * A value without quotes, up to a "#" that no blank stands before: dotenv and Node cut it there, python-dotenv and Docker Compose do not.
 * Source: Docker Docs, "Set, use, and manage variables in a Compose file with interpolation", .env file syntax.
 */
const cutValue = /^[=:](?:[^#\n]*[^\s#])?#/

/**
 * What other readers of dotenv files do otherwise.
 * @param written the file from the `=` on
 */
function notesOn({ key, line, value, written }: { key: string; line: number; value: string; written: string }): string[] {
  const notes = []
  const at = `${key} (line ${line})`
  if (/\$\{?\w/.test(value)) notes.push(`${at} holds a "$" before a name, which is stored as it is written, not filled in`)
  const [, quote = '', inside = ''] = quoted.exec(written) ?? []
  if (quote === '' && cutValue.test(written))
    notes.push(`${at} is cut at a "#": put the value in quotes if "#" belongs to it, or a blank before a comment`)
  if (escapes[quote]?.test(inside)) notes.push(`${at} holds a backslash that others take for an escape: it is stored as it is written`)
  const [opening = ''] = /^["'`]/.exec(value) ?? []
  if (opening !== '' && !value.slice(1).includes(opening))
    notes.push(`${at} begins with a quote that does not end, so that its first line alone is its value`)
  return notes
}
