import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { isRecord } from '../../declaration/place.ts'

/** The folders, absolute, that the `tsconfig.json` files of a folder let TypeScript write into. What is compiled beside its source is not told. */
export function outputFoldersIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^tsconfig(\..+)?\.json$/.test(name)) : []
  return names.flatMap((name) => outputOf(join(folder, name), folder) ?? []).filter((output) => output !== folder)
}

/**
 * A path is told from the file that it is written in, unless it begins with `${configDir}`; of what a file extends the last counts, and
 * before that what it says itself. Source: TypeScript's TSConfig Reference, "Out Dir" and "Extends".
 * @param configDir the folder of the file that extends the others
 * @param extending the files on the way there: one that extends itself has nothing more to tell
 */
function outputOf(file: string, configDir: string, extending: readonly string[] = []): string | undefined {
  const settings = jsonWithComments(readFileSync(file, 'utf8'))
  if (!isRecord(settings)) return undefined
  const options = settings['compilerOptions']
  const written = isRecord(options) ? options['outDir'] : undefined
  if (typeof written === 'string') {
    const [, inConfigDir] = /^\$\{configDir\}\/?(.*)$/.exec(written) ?? []
    return inConfigDir === undefined ? resolve(dirname(file), written) : resolve(configDir, inConfigDir)
  }
  const way = [...extending, file]
  return [settings['extends']]
    .flat()
    .flatMap((name) => (typeof name === 'string' ? (extended(name, dirname(file)) ?? []) : []))
    .filter((each) => !way.includes(each))
    .map((each) => outputOf(each, configDir, way))
    .findLast((output) => output !== undefined)
}

/** The file that is extended by this name: a path, or one of a package. */
function extended(name: string, folder: string): string | undefined {
  const isPath = isAbsolute(name) || /^\.\.?(\/|$)/.test(name)
  const places = isPath ? [resolve(folder, name)] : foldersFrom(folder).map((each) => join(each, 'node_modules', name))
  return places.flatMap((place) => [place, `${place}.json`, join(place, 'tsconfig.json')]).find(isFile)
}

function foldersFrom(folder: string): string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...foldersFrom(dirname(folder))]
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function jsonWithComments(text: string): unknown {
  const withoutComments = text.replace(/("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g, '$1')
  try {
    return JSON.parse(withoutComments.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1'))
  } catch {
    return undefined // TypeScript itself says what is wrong with its file
  }
}
