import { type GuardedConsole, guardConsole, logsJson } from './guarded-console.ts'
import { guardErrors } from './guarded-errors.ts'
import { guardStream } from './guarded-stream.ts'
import { type KnownValues, knownValues } from './known-values.ts'
import { unendedLine } from './unended-line.ts'

interface ProcessGuard {
  readonly values: KnownValues
  /** Calls of `guardLogs` that have not ended, and what ends the guard with the last of them. */
  users: number
  end?: (() => void) | undefined
}

const key = Symbol.for('sallyport.log-guard')

/** On `globalThis`, since a process may load this door as an ES module and as CommonJS, and both guard the same console. */
function processGuard(): ProcessGuard {
  const holder = globalThis as { [key]?: ProcessGuard }
  holder[key] ??= { values: knownValues(), users: 0 }
  return holder[key]
}

/**
 * Masks the values that this process has read, in each form in which they get into a line, in `console`, `process.stdout`,
 * `process.stderr`, warnings and errors that no one catches. To be called in the handler's module, which Lambda's runtime loads after it
 * has put its own console in place. Gives a function that ends it; of several calls the last to end ends it.
 * @example
 * guardLogs()
 * export const handler = withSecrets([stripe], async (event) => …)
 */
export function guardLogs(): () => void {
  const guard = processGuard()
  if (guard.users++ === 0) guard.end = begin(guard.values)
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    if (--guard.users === 0) guard.end?.()
  }
}

/**
 * A text with `[redacted]` for each value that this process has read: for a logger that writes to a file descriptor of its own.
 * @example
 * const logger = pino({ hooks: { streamWrite: masked } })
 */
export function masked(text: string): string {
  return processGuard().values.masked(text)
}

function begin(values: KnownValues): () => void {
  const ends = [
    guardConsole(console as GuardedConsole, values.masked, logsJson(process.env)),
    // Asking makes them, a millisecond of a cold start: whether one was made before, and is kept by a logger, cannot be seen.
    guardStream(process.stdout, unendedLine(values)),
    guardStream(process.stderr, unendedLine(values)),
    guardErrors(process, values.masked),
  ]
  return () => {
    for (const end of ends) end()
  }
}
