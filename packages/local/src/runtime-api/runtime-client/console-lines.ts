import { format } from 'node:util'

/** Source: "Log and monitor Node.js Lambda functions": time, request id and level before what is logged, parted by tabs. */
const levelByMethod = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const

/** Makes the console write Lambda's lines; `requestId` gives the current invocation's, or `undefined` in INIT. */
export function writeConsoleLines(requestId: () => string | undefined, now: () => Date = () => new Date()): void {
  for (const [method, level] of Object.entries(levelByMethod)) {
    // the keys of the table are methods of the console
    console[method as keyof typeof levelByMethod] = (...logged: unknown[]) => {
      // process.stdout.write is looked up at each line: a guard that the function puts around it sees these lines too
      process.stdout.write(`${now().toISOString()}\t${requestId() ?? 'undefined'}\t${level}\t${format(...logged)}\n`)
    }
  }
}
