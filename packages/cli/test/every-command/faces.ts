import type { TaskErrorCode } from '@sallyport/tasks'
import { expect } from 'vitest'
import { statusByCode } from '../../src/exit-status.ts'
import { sallyport } from '../running/command.ts'
import type { Running } from '../running/local-server.ts'
import { screenOf } from '../running/screen.ts'
import type { Line } from './row.ts'

type At = Pick<Running, 'cwd' | 'env'>

/** What a line came to. */
export interface Outcome {
  readonly status: number | null
  /** What a person or a program reads of it. */
  readonly told: string
  /** The answer in JSON, parsed. */
  readonly answer?: unknown
  /** Everything that came out, to look for what may not. */
  readonly all: string
}

/** A way in which a command is used, and what holds of every line that is typed so. */
export interface Face {
  readonly name: string
  readonly isJson?: boolean
  run(line: Line, at: At): Promise<Outcome>
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours, which are all that may be drawn where nothing is asked
const colour = /\x1b\[[\d;]*m/g

export const faces: readonly Face[] = [
  {
    name: 'through a pipe',
    async run(line, at) {
      const { status, stdout, stderr } = await sallyport(at, wordsOf(line), line.given)
      expect(stdout + stderr).not.toMatch(control)
      if (status === 0) expect(stderr).not.toContain('sallyport: ')
      else if (status !== 1) expect(stderr).toMatch(/^sallyport: \S/m)
      if (status === 2 || status === 4) expect(stdout).toBe('')
      return { status, told: stdout + stderr, all: stdout + stderr }
    },
  },
  {
    name: 'with --json',
    isJson: true,
    async run(line, at) {
      // an answer is held against the published schema there
      const { status, stdout, stderr } = await sallyport(at, withJson(line), line.given)
      const answers = [stdout, ...stderr.split('\n').filter((each) => each.startsWith('{"error":'))].filter((each) => each !== '')
      expect(answers.length, stderr).toBeGreaterThan(0)
      if (stdout === '') {
        const { error } = JSON.parse(answers[0] ?? '') as { error: { code: string } } // held by the next line
        expect(error.code).toMatch(/^[A-Z_]+$/)
        // a code of no task is one of a command of its own, such as COMMAND_NOT_RUN
        expect(Object.hasOwn(statusByCode, error.code) ? statusByCode[error.code as TaskErrorCode] : status, error.code).toBe(status)
      }
      const answer: unknown = stdout === '' ? undefined : JSON.parse(stdout)
      return { status, answer, told: answers.map((each) => textsIn(JSON.parse(each)).join('\n')).join('\n'), all: stdout + stderr }
    },
  },
  {
    name: 'at a terminal',
    async run(line, at) {
      const { status, text, drawn } = await screenOf(at, wordsOf(line), line.answers)
      if (line.answers === undefined) expect(drawn.replace(colour, '').replaceAll('\r\n', '\n')).not.toMatch(control)
      return { status, told: text, all: text + drawn }
    },
  },
]

function wordsOf({ type }: Line): readonly string[] {
  return typeof type === 'string' ? type.split(' ') : type
}

/** Before a "--": what stands behind it is not ours. */
function withJson(line: Line): string[] {
  const words = wordsOf(line)
  const end = words.indexOf('--')
  return end === -1 ? [...words, '--json'] : [...words.slice(0, end), '--json', ...words.slice(end)]
}

/** Names and texts of a JSON document, as a program gets them. */
function textsIn(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return [String(document)]
  return Object.entries(document).flatMap(([name, member]) => [name, ...textsIn(member)])
}
