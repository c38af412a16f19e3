import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { TaskError } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { askHidden } from './ask.ts'

/** Bytes after which reading stops: over every store's limit, so that the task's own refusal is what is said. */
const maxBytes = 70_000

export interface ValueSource {
  fromStdin: boolean
  file: string | undefined
  /** What the prompt asks for, such as `value of prod/stripe`. */
  asked: string
}

/**
 * A value, from a file, standard input or the hidden prompt; never from an argument, which every process of the machine can read.
 * @throws TaskError `WRONG_USE` when there is nobody to ask; Cancelled after Ctrl-C
 */
export async function valueFrom({ fromStdin, file, asked }: ValueSource, terminal: Terminal): Promise<Uint8Array> {
  if (fromStdin && file !== undefined)
    throw new TaskError('WRONG_USE', { message: '--from-stdin and --file are two sources for one value: leave one out' })
  if (terminal.io.stdin.isTTY === true && (fromStdin || file === '-')) {
    throw new TaskError('WRONG_USE', {
      message: 'what is typed for --from-stdin would be shown: leave it out, and the value is asked for, hidden',
    })
  }
  if (file === '-' || fromStdin || (file === undefined && terminal.io.stdin.isTTY !== true)) return allOf(terminal.io.stdin)
  if (file !== undefined) return fileBytes(resolve(terminal.io.cwd, file), file)
  if (!terminal.mayAsk) {
    throw new TaskError('WRONG_USE', {
      message: 'a value is not asked for without a terminal, with --no-input or in CI: give it by --from-stdin or --file PATH',
    })
  }
  return askHidden(asked, terminal.io)
}

async function fileBytes(path: string, named: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined)
    throw new TaskError('NOT_FOUND', { message: `file ${named} does not exist or may not be read: look at the path of --file` })
  if (found.isDirectory()) throw new TaskError('WRONG_USE', { message: `${named} is a folder: give --file one file` })
  try {
    return await allOf(createReadStream(path))
  } catch (cause) {
    throw new TaskError('NOT_FOUND', { message: `file ${named} may not be read: look at its permissions`, cause })
  }
}

async function allOf(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    chunks.push(bytes)
    length += bytes.length
    if (length > maxBytes) break
  }
  return Buffer.concat(chunks)
}
