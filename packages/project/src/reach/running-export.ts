import { declaresNothing, isSallyport } from '../declaration/kinds.ts'
import type { ModuleUse } from '../source/module-uses.ts'
import type { Unfollowed } from './unfollowed.ts'

/** Exports of Node's modules that run other code, by module; `*` for all of them. */
const runningExports: Record<string, readonly string[]> = {
  child_process: ['*'],
  cluster: ['*'],
  vm: ['*'],
  repl: ['*'],
  inspector: ['*'],
  'inspector/promises': ['*'],
  worker_threads: ['Worker'],
  module: ['createRequire', 'createRequireFromPath', 'register', 'registerHooks', 'Module', '_load', 'runMain'],
  process: ['getBuiltinModule', 'mainModule', 'dlopen', 'binding'],
}

/** A use of an export that can run code outside the bundle, or of a maker of `sallyport` that no longer is a call in sight. */
export function runningExport({ specifier, member, node }: ModuleUse): Unfollowed[] {
  if (isSallyport(specifier)) {
    if (declaresNothing(member)) return []
    const what = member === '*' ? `all of "${specifier}"` : `${member} of "${specifier}"`
    return [{ offset: node.start, reason: `hands on ${what}, so what that declares is not seen`, isExcusable: false }]
  }
  const running = runningExports[specifier.replace(/^node:/, '')]
  if (running === undefined) return []
  // `process` as a whole is handed on by nearly every program, and its risky members are looked for by name
  const isRunning = running.includes('*') || (member === '*' ? running !== runningExports['process'] : running.includes(member))
  if (!isRunning) return []
  const what = member === '*' ? specifier : `${member} of ${specifier}`
  return [{ offset: node.start, reason: `uses ${what}, which can run code outside its bundle`, isExcusable: true }]
}
