import type { Readable, Writable } from 'node:stream'
import pc from 'picocolors'
import { asTyped } from '../as-typed.ts'
import { type Row, tableLines } from './table.ts'
import { visible, visibleJson } from './visible.ts'

/** What a command is given of the process around it. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(on: boolean): unknown }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

export interface TerminalOptions {
  json: boolean
  quiet: boolean
  noInput: boolean
}

/** Answers go to stdout, talk goes to stderr; whatever came from outside is made visible first. */
export interface Terminal {
  readonly io: Io
  readonly json: boolean
  readonly quiet: boolean
  /** Both ends are terminals, nobody forbade it, and this is no CI: a question will be seen and can be answered. */
  readonly mayAsk: boolean
  readonly colors: ReturnType<typeof pc.createColors>
  /** Talk: what is done, for whom, what to do next. Nothing with `--quiet`. `paint` is one of `colors`. */
  say(text: string, paint?: (text: string) => string): void
  /** What must be seen, with `--quiet` too. */
  warn(text: string): void
  /** A line of the answer. `paint` is one of `colors`; a pipe is given none. */
  answer(text: string, paint?: (text: string) => string): void
  /** A difference by its lines, those that go and those that come in their colours: as talk, or as the answer. */
  difference(lines: readonly string[], as: 'talk' | 'answer'): void
  /** The answer as bytes, for a pipe that takes them as they are. */
  bytes(bytes: Uint8Array): void
  table<Column extends string>(rows: readonly Readonly<Partial<Record<Column, Row[string]>>>[], columns: readonly Column[]): void
  /** The answer as JSON. `indent` 0 puts it into one line, for a reader that goes on while the command does. */
  jsonAnswer(value: unknown, options?: { indent?: number }): void
  /** An error; shown with `--quiet` as well. */
  error(error: { code: string; message: string; statement?: unknown }): void
}

export function terminalOf(io: Io, { json, quiet, noInput }: TerminalOptions): Terminal {
  const { env, stdout, stderr } = io
  const colors = pc.createColors(isColored(io))
  const terminal: Terminal = {
    io,
    json,
    quiet,
    mayAsk: !noInput && !isTrue(env['CI']) && io.stdin.isTTY === true && stderr.isTTY === true,
    colors,
    say: (text, paint = (plain) => plain) => {
      if (!quiet) stderr.write(`${paint(visible(asTyped(text, env)))}\n`)
    },
    warn: (text) => {
      stderr.write(`${colors.yellow(visible(asTyped(text, env)))}\n`)
    },
    answer: (text, paint = (plain) => plain) => {
      stdout.write(`${stdout.isTTY === true ? paint(visible(text)) : visible(text)}\n`)
    },
    difference: (lines, as) => {
      for (const line of lines) terminal[as === 'talk' ? 'say' : 'answer'](line, paintOf(line, colors))
    },
    bytes: (bytes) => {
      stdout.write(bytes)
    },
    table: (rows, columns) => {
      for (const line of tableLines(rows, columns, { piped: stdout.isTTY !== true })) stdout.write(`${line}\n`)
    },
    jsonAnswer: (value, { indent = 2 } = {}) => {
      stdout.write(`${visibleJson(value, indent)}\n`)
    },
    error: ({ code, message: written, statement }) => {
      const message = asTyped(written, env)
      if (json) stderr.write(`${visibleJson({ error: { code, message, ...(statement === undefined ? {} : { statement }) } }, 0)}\n`)
      else stderr.write(`${colors.red('sallyport:')} ${visible(message)}\n`)
    },
  }
  return terminal
}

function paintOf(line: string, { green, red }: Terminal['colors']): ((text: string) => string) | undefined {
  return line.startsWith('+') ? green : line.startsWith('-') ? red : undefined
}

/** https://no-color.org, and a terminal that says it cannot. */
function isColored({ env, stderr }: Io): boolean {
  return stderr.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb' && !isTrue(env['CI'])
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0'
}
