import { maskedAsJson } from './masked-as-json.ts'

/** What Lambda's runtime replaces by its own; all others of the console end in these or in stdout. */
const methods = ['trace', 'debug', 'info', 'log', 'warn', 'error', 'fatal'] as const

/** Lambda adds `fatal`. */
export type GuardedConsole = { [method in (typeof methods)[number]]?: (...logged: unknown[]) => void }

/**
 * Puts `mask` before what the console shows, whoever made it. Lambda's runtime has put its own in place before it loads the function's
 * module; it writes each message behind its length to a descriptor of its own, so a message is masked before it is handed over, and
 * what holds no value is handed over as it came. Gives a function that ends it.
 */
export function guardConsole(console: GuardedConsole, mask: (text: string) => string, isJson: boolean): () => void {
  let isOver = false
  const ends = methods.map((method) => {
    const before = console[method]
    if (before === undefined) return () => undefined
    const guarded = (...logged: unknown[]) => before.apply(console, isOver ? logged : masked(logged, mask, isJson))
    console[method] = guarded
    return () => {
      if (console[method] === guarded) console[method] = before
    }
  })
  return () => {
    isOver = true // also where another has put its own over this one
    for (const end of ends) end()
  }
}

/** Source: Lambda Developer Guide, "Log and monitor Node.js Lambda functions"; Managed Instances log JSON always. */
export const logsJson = (env: NodeJS.ProcessEnv) =>
  env['AWS_LAMBDA_LOG_FORMAT']?.toUpperCase() === 'JSON' || env['AWS_LAMBDA_MAX_CONCURRENCY'] !== undefined

function masked(logged: unknown[], mask: (text: string) => string, isJson: boolean): unknown[] {
  const [only] = logged
  if (logged.length === 1 && typeof only === 'string') return [mask(only)]
  if (isJson) return maskedAsJson(logged, mask)
  const text = process.getBuiltinModule('node:util').format(...logged)
  const clean = mask(text)
  return clean === text ? logged : [clean]
}
