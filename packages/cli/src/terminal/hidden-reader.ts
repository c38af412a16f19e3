import type { Io } from './terminal.ts'
import { typedValue } from './typed-value.ts'

/** Bracketed paste: the terminal marks where a paste begins and ends (xterm control sequences, "Bracketed Paste Mode"). */
const pasteMarks = { on: '\x1b[?2004h', off: '\x1b[?2004l' }

const endingSignals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

export interface HiddenReaderOptions {
  /** Milliseconds without a byte that make an Enter the end, and not a line of a paste; default 60. */
  quietMs?: number
  /** The same inside a PEM text, whose lines a slow connection may bring one by one; default 2,000. */
  unfinishedMs?: number
  process?: Pick<NodeJS.Process, 'once' | 'off' | 'kill' | 'pid'>
}

/** A key was typed of which it is not clear what it should do to a value that nobody sees. */
export class UnclearKey extends Error {
  override readonly name = 'UnclearKey'
}

/**
 * Reads a value from the terminal whole, with nothing of it shown. Prompt libraries keep the first line of a pasted private key and
 * report success; they also redraw for each character.
 * @returns the bytes, or `undefined` when Ctrl-C was typed
 * @throws UnclearKey after an arrow or another key that edits
 */
export function hiddenValue(prompt: string, { stdin, stderr }: Io, options: HiddenReaderOptions = {}): Promise<Uint8Array | undefined> {
  const { quietMs = 60, unfinishedMs = 2000, process: owner = process } = options
  return new Promise((resolve, reject) => {
    const typed = typedValue()
    let quiet: NodeJS.Timeout | undefined

    const restore = () => {
      clearTimeout(quiet)
      stdin.off('data', onData).off('end', onEnd).off('error', onError)
      stdin.pause()
      stdin.setRawMode?.(false)
      stderr.write(`${pasteMarks.off}\n`)
      owner.off('exit', restore)
      for (const signal of endingSignals) owner.off(signal, onSignal)
    }
    const end = (value: Uint8Array | undefined) => {
      restore()
      resolve(value)
    }
    const onData = (bytes: Uint8Array) => {
      clearTimeout(quiet)
      const asked = typed.take(bytes)
      if (asked === 'cancelled') return end(undefined)
      if (asked === 'ended') return end(typed.value())
      if (asked === 'unclear') return onError(new UnclearKey())
      if (typed.endsWithEnter) quiet = setTimeout(() => end(typed.value()), typed.isInsidePem ? unfinishedMs : quietMs)
    }
    const onEnd = () => end(undefined) // the terminal went away: nothing is stored
    const onError = (error: Error) => {
      restore()
      reject(error)
    }
    const onSignal = (signal: NodeJS.Signals) => {
      restore()
      owner.kill(owner.pid, signal) // now with nobody listening, so that the process ends as it would have
    }

    owner.once('exit', restore)
    for (const signal of endingSignals) owner.once(signal, onSignal)
    stdin.setRawMode?.(true) // before the prompt, so that what is pasted at once is not echoed
    stderr.write(`${prompt}${pasteMarks.on}`)
    stdin.on('data', onData).once('end', onEnd).once('error', onError)
    stdin.resume()
  })
}
