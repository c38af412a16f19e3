import { dirname } from 'node:path'
import { build } from 'esbuild'
import { describe, isBuildFailure } from '../build-error.ts'

/** Tells the answer of the program from what the declaration itself prints. */
export const answerMark = '~sallyport places~'

/** Says which exports are handles, or objects of handles, and where their secrets live. */
const answering = (file: string) => `
  import * as declaration from ${JSON.stringify(file)}
  const isObject = (value) => typeof value === 'object' && value !== null
  const isHandle = (value) => isObject(value) && '~sallyport' in value
  const found = Object.entries(declaration).filter(([, value]) => isObject(value)).flatMap(([name, value]) =>
    isHandle(value) ? [[name, value]] : Object.entries(value).filter(([, each]) => isHandle(each)).map(([key, each]) => [name + '.' + key, each]))
  const places = found.map(([name, handle]) => [name, handle['~sallyport'].place])
  process.stdout.write('\\n' + ${JSON.stringify(answerMark)} + JSON.stringify({ places, read: [...globalThis['~read']] }))`

/** Notes which variables are read; Node itself asks for some of its own, to print. */
const noting = (file: string) => `
  import { createRequire as ownRequire } from 'node:module'
  const require = ownRequire(${JSON.stringify(file)})
  const read = globalThis['~read'] = new Set()
  const note = (key) => { if (typeof key === 'string' && !new Error().stack?.split('\\n')[3]?.includes('node:internal')) read.add(key) }
  process.env = new Proxy({}, {
    get: (_, key) => note(key),
    has: (_, key) => { note(key); return false },
    ownKeys: () => { note('all of them'); return [] },
  })`

/** A program that loads a declaration, with all it imports in one text, and prints the places of what it exports. */
export async function loadingProgram(file: string): Promise<{ text: string } | { problem: string }> {
  const bundle = await build({
    absWorkingDir: dirname(file),
    stdin: { contents: answering(file), resolveDir: dirname(file) },
    banner: { js: noting(file) },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
    logLevel: 'silent',
  }).catch((error: unknown) => {
    if (!isBuildFailure(error)) throw error
    return { problem: `it does not build (${error.errors.slice(0, 1).map(describe).join()})` }
  })
  return 'problem' in bundle ? bundle : { text: bundle.outputFiles[0]?.text ?? '' }
}
