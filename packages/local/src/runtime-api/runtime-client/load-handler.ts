import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runtimeError } from './error-report.ts'

export type Handler = (event: unknown, context: unknown, callback: (error?: unknown, result?: unknown) => void) => unknown

/**
 * The function that `handler` (`src/index.handler`, `app.nested.handler`) names below `taskRoot`.
 * Source: "Define Lambda function handler in Node.js" (naming, ES module or CommonJS by extension and by package.json).
 */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  if (handler.includes('..')) {
    throw runtimeError(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    )
  }
  const [, module, path] = /^([^.]*)\.(.+)$/.exec(basename(handler)) ?? []
  if (module === undefined || path === undefined) throw runtimeError('Runtime.MalformedHandlerName', 'Bad handler')

  const exported = path.split('.').reduce(memberOf, await loadModule(taskRoot, join(dirname(handler), module)))
  if (exported === undefined || exported === null) {
    throw runtimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`)
  }
  if (typeof exported !== 'function') throw runtimeError('Runtime.HandlerNotFound', `${handler} is not a function`)
  return exported as Handler // what it takes and gives is the user's own; only that it can be called is known
}

function memberOf(object: unknown, key: string): unknown {
  return object === undefined || object === null ? undefined : (object as Record<string, unknown>)[key] // any value has members to ask for
}

async function loadModule(taskRoot: string, module: string): Promise<unknown> {
  try {
    const file = moduleFile(taskRoot, module)
    return file.isEsModule ? await import(pathToFileURL(file.path).href) : createRequire(file.path)(file.path)
  } catch (error) {
    if (error instanceof SyntaxError) throw runtimeError('Runtime.UserCodeSyntaxError', String(error), error)
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw runtimeError('Runtime.ImportModuleError', String(error), error)
    }
    throw error
  }
}

function moduleFile(taskRoot: string, module: string): { path: string; isEsModule: boolean } {
  const path = resolve(taskRoot, module)
  const isModulePackage = packageType(dirname(path)) === 'module'
  const candidates = [
    { path, isEsModule: false },
    { path: `${path}.js`, isEsModule: isModulePackage },
    { path: `${path}.mjs`, isEsModule: true },
    { path: `${path}.cjs`, isEsModule: false },
  ]
  const found = candidates.find((candidate) => statSync(candidate.path, { throwIfNoEntry: false })?.isFile())
  if (found !== undefined) return found
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return { path, isEsModule: false } // its index, or its package.json's main
  // a package of node_modules; throws MODULE_NOT_FOUND when there is none
  return { path: createRequire(join(taskRoot, 'package.json')).resolve(module, { paths: [taskRoot, dirname(path)] }), isEsModule: false }
}

/** The `type` of the nearest package.json, as Node.js looks for it: not past a folder named node_modules. */
function packageType(folder: string): string | undefined {
  const file = join(folder, 'package.json')
  if (existsSync(file)) {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof content === 'object' && content !== null && 'type' in content ? String(content.type) : undefined
  }
  const parent = dirname(folder)
  return parent === folder || basename(folder) === 'node_modules' ? undefined : packageType(parent)
}
