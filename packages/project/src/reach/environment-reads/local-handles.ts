import type { WantedImport } from '../../source/imports/added-import.ts'
import { existingImport } from '../../source/imports/existing-import.ts'
import { fileModule } from '../../source/imports/imported-module.ts'
import type { Program } from '../../source/syntax-tree.ts'
import { freeName, takenNames } from '../../source/taken-names.ts'
import type { HandleForVariable } from './replace-environment-reads.ts'

/** A handle as a file can use it: the expression, and what has to be imported for it, which is nothing where it is there already. */
export interface LocalHandle {
  readonly expression: string
  readonly wanted: WantedImport | undefined
}

/** What each handle is in a file: under its own name, or another where the file has that name for something else. */
export function localHandles(
  file: string,
  program: Program,
  handles: readonly HandleForVariable[],
): ReadonlyMap<HandleForVariable, LocalHandle> {
  const taken = new Set(takenNames(program))
  const localByExport = new Map<string, LocalHandle>()
  return new Map(
    handles.map((handle) => {
      const [name = '', ...members] = handle.handle.split('.')
      const key = `${handle.importFrom}#${name}`
      const local = localByExport.get(key) ?? localOf(name, importedAs(name, file, handle.importFrom, program), taken)
      localByExport.set(key, local)
      return [handle, { ...local, expression: [local.expression, ...members].join('.') }]
    }),
  )
}

function importedAs(name: string, file: string, from: string, program: Program): string | undefined {
  return existingImport(program, fileModule(file, from))?.names.find(([exported]) => exported === name)?.[1]
}

function localOf(name: string, imported: string | undefined, taken: Set<string>): LocalHandle {
  if (imported !== undefined) return { expression: imported, wanted: undefined }
  const local = freeName(name === 'default' ? 'secret' : name, taken)
  taken.add(local)
  return { expression: local, wanted: { name, local } }
}
