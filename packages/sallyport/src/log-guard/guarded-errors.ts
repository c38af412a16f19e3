import { cleaned } from '../secret-value/cleaned.ts'

/** What is guarded of a process. */
export type HasErrors = Pick<
  NodeJS.Process,
  'prependListener' | 'off' | 'once' | 'listenerCount' | 'hasUncaughtExceptionCaptureCallback' | 'stderr' | 'exit'
>

/**
 * Takes values out of errors that no one catches, which Node writes past `process.stderr`; whether the process ends is not changed. (Its
 * warnings go through the console.) Gives a function that ends it.
 */
export function guardErrors(owner: HasErrors, mask: (text: string) => string): () => void {
  function uncaught(thrown: unknown): void {
    const clean = cleaned(thrown, mask)
    // What cannot be changed in its place, a text or what is frozen, is shown here instead, where Node would end the process for it.
    if (clean === thrown || owner.listenerCount('uncaughtException') > 0 || owner.hasUncaughtExceptionCaptureCallback()) return
    owner.once('uncaughtException', () => {
      owner.stderr.write(`Uncaught:\n${process.getBuiltinModule('node:util').inspect(clean)}\n`)
      owner.exit(1)
    })
  }
  owner.prependListener('uncaughtExceptionMonitor', uncaught)
  return () => void owner.off('uncaughtExceptionMonitor', uncaught)
}
