import type { DeclaredSecret, SecretToDeclare } from '@sallyport/project'
import type { FileEdit } from '../../files/file-edit.ts'
import { textOfFile } from '../../files/text-of-file.ts'
import { TaskError } from '../../task-error.ts'
import type { Proposal } from '../proposing/proposal.ts'
import type { DeclarationFile } from './declaration-file.ts'
import { relativeTo } from './relative-to.ts'

export interface DeclarationEdit extends FileEdit {
  /** Under which name each secret is exported. */
  readonly exportNames: ReadonlyMap<Proposal, string>
}

/** A declaration with more secrets in it. */
export async function declarationEdit(
  { file, format }: DeclarationFile,
  proposals: readonly Proposal[],
  root: string,
): Promise<DeclarationEdit> {
  const { addToDeclaration, declarationFor } = await import('@sallyport/project')
  const secrets = proposals.map(secretToDeclare)
  const before = await textOfFile(file)
  if (before === undefined) {
    const exportNames = new Map(proposals.map((each) => [each, each.exportName]))
    return { file, before, after: declarationFor(secrets, { format }), exportNames }
  }
  const added = addToDeclaration(file, before, secrets)
  if (added === undefined)
    throw new TaskError('WRONG_USE', { message: `declaration ${relativeTo(root, file)} does not parse: mend its syntax` })
  const exportNames = new Map(proposals.map((each, index) => [each, added.exportNames[index] ?? each.exportName]))
  return { file, before, after: added.text, exportNames }
}

function secretToDeclare({ exportName, kind, place: { service, name, field, type } }: Proposal): SecretToDeclare {
  return { exportName, kind, place: { service, name, type }, ...(field === undefined ? {} : { field }) }
}

/** The secret as reach will find it when the declaration is written. */
export function declaredAs({ kind, place }: Proposal, exportName: string, file: string, root: string): DeclaredSecret {
  const { service, name, field, type } = place
  return {
    id: `${relativeTo(root, file)}#${exportName}`,
    kind,
    place: { service, name, ...(type === undefined ? {} : { type }) },
    isFamily: false,
    field,
    fields: {},
    exportName,
    file,
    line: 1,
    options: field === undefined ? {} : { field },
  }
}
