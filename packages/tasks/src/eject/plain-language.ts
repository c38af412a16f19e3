import { extname, relative } from 'node:path'
import type { ModuleFormat, Project } from '@sallyport/project'
import { TaskError } from '../task-error.ts'
import type { ImportingFile } from './importing-files.ts'

/** How the plain code is written: in TypeScript, or in JavaScript with the modules of one kind. */
export type PlainLanguage = 'typescript' | ModuleFormat

export function isJavaScript({ file }: Pick<ImportingFile, 'file'>): boolean {
  return /\.[cm]?jsx?$/.test(file)
}

/** The ending of a file with plain code that all these files can import, in their own language. */
export async function endingFor(files: readonly ImportingFile[]): Promise<string> {
  const endings = new Set(files.map(({ file }) => extname(file).replace(/x$/, '')))
  const [typed, another] = [...endings].filter((each) => each.endsWith('ts'))
  if (typed !== undefined) return another === undefined ? typed : '.ts'
  const { moduleFormatOf } = await import('@sallyport/project')
  const formats = await Promise.all(files.map(({ file }) => moduleFormatOf(file)))
  return formats.includes('cjs') ? '.cjs' : '.mjs' // an ES module imports CommonJS, while not every Node requires an ES module
}

/**
 * What a file of this name has to hold, so that Node and compilers read it.
 * @throws TaskError `WRONG_USE` when it is neither JavaScript nor TypeScript
 */
export async function languageOf(file: string, { root }: Project): Promise<PlainLanguage> {
  const ending = extname(file)
  if (/^\.[cm]?ts$/.test(ending)) return 'typescript'
  if (!isJavaScript({ file }) || ending.endsWith('x')) {
    throw new TaskError('WRONG_USE', {
      message: `${relative(root, file)} is neither TypeScript nor JavaScript by its name: end \`out\` in .ts, .mjs or .cjs`,
    })
  }
  const { isEsModule } = await import('@sallyport/project')
  return (await isEsModule(file)) ? 'esm' : 'cjs'
}
