import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Project } from '@sallyport/project'
import { kinds } from '../forms/forms.ts'
import { sourceFilesBelow } from '../place/source-files-below.ts'
import { type ImportingFile, importsOfSallyport } from './importing-files.ts'
import { plainFileByName } from './plain-sources.ts'

/** Options of declarations that the plain code knows. */
const options = new Set(['ttlSeconds', 'maxStaleSeconds', 'versionStage', 'versionId', 'hosts', 'header', 'field', 'fields'])

/** Members of handles that the plain code has. */
const members = new Set(['get', 'use', 'peek', 'refresh', 'fetch'])

interface Place {
  readonly what: string
  readonly at: string
}

/** What a project uses of sallyport that the plain code has not, and where. */
export async function notEjectable(files: readonly ImportingFile[], { root }: Project): Promise<Place[]> {
  const ejected = await plainFileByName()
  const inFiles = await Promise.all(files.map(async (each) => [...inImports(each, ejected, root), ...(await inDeclarations(each, root))]))
  return [...inFiles.flat(), ...(await inUses(files, root))]
}

function inImports(importing: ImportingFile, ejected: ReadonlyMap<string, string>, root: string): Place[] {
  const path = relative(root, importing.file)
  if (importing.imports === undefined) return [{ what: 'what does not parse', at: path }]
  return importsOfSallyport(importing).flatMap(({ specifier, names, line }) => {
    const at = `${path}:${line}`
    if (specifier !== 'sallyport') return [{ what: `the door ${specifier}`, at }]
    if (names === undefined) return [{ what: 'sallyport imported as a whole: import its parts by name', at }]
    return names.filter((name) => !ejected.has(name)).map((what) => ({ what, at }))
  })
}

async function inDeclarations(importing: ImportingFile, root: string): Promise<Place[]> {
  const names = importsOfSallyport(importing).flatMap((each) => each.names ?? [])
  if (!names.some((name) => kinds.some((kind) => kind === name))) return []
  const { declaredSecrets } = await import('@sallyport/project')
  const { secrets } = await declaredSecrets([importing.file], { root })
  return secrets.flatMap((each) => {
    const at = `${relative(root, each.file)}:${each.line}`
    const unknown = Object.keys(each.options).filter((name) => !options.has(name))
    return [
      ...unknown.map((name) => ({ what: `the option ${name}`, at })),
      ...(each.place.name.includes('{id}') ? [{ what: `the family ${each.place.name}`, at }] : []),
    ]
  })
}

/** A handle is used wherever the project imports its declaration, in files that do not name sallyport too. */
async function inUses(files: readonly ImportingFile[], root: string): Promise<Place[]> {
  const { handleUses } = await import('@sallyport/project')
  const textByFile = new Map(files.map(({ file, text }) => [file, text]))
  for await (const file of sourceFilesBelow(root, new Set())) if (!textByFile.has(file)) textByFile.set(file, await readFile(file, 'utf8'))
  return handleUses([...textByFile].map(([file, text]) => ({ file, text }))).flatMap(({ file, line, member, isGivenArguments }) => {
    const at = `${relative(root, file)}:${line}`
    if (!members.has(member)) return [{ what: `${member} of a handle`, at }]
    return member === 'get' && isGivenArguments ? [{ what: 'get with options', at }] : []
  })
}
