import { readFile } from 'node:fs/promises'
import type { DeclaredSecret, Project } from '@sallyport/project'
import type { FileEdit } from '../../files/file-edit.ts'
import type { Proposal } from '../proposing/proposal.ts'
import type { AdoptingFunction } from './adopting-function.ts'
import type { ByHand } from './by-hand.ts'
import { type DeclarationEdit, declarationEdit, declaredAs } from './declaration-edits.ts'
import { declarationFiles } from './declaration-file.ts'
import { relativeTo } from './relative-to.ts'
import { proposalFor, type VariableUse, variableUses } from './variable-uses.ts'

export interface CodeEdits {
  readonly files: readonly FileEdit[]
  readonly byHand: readonly ByHand[]
  /** What each function's role must let it read, beside what it reads already. */
  readonly reads: ReadonlyMap<AdoptingFunction, readonly DeclaredSecret[]>
  /** Secrets that some code reads. */
  readonly used: ReadonlySet<Proposal>
  /** `file:line:column` of reads that are replaced. */
  readonly replaced: ReadonlySet<string>
  /** What each secret is declared as. */
  readonly declaredIn: ReadonlyMap<Proposal, DeclaredSecret>
}

/** Reads of variables made reads of handles, and the declarations that those come from. Nothing is written. */
export async function codeEdits(
  functions: readonly AdoptingFunction[],
  proposals: readonly Proposal[],
  project: Project,
): Promise<CodeEdits> {
  const { root } = project
  const uses = variableUses(functions, proposals)
  const files = [...new Set(uses.map(({ file }) => file))]
  const declarationOf = await declarationFiles(project, files)
  const declarations = await declarationEdits(uses, declarationOf, root)
  const edited = await Promise.all(
    files.map((file) => {
      const declaration = declarations.get(declarationOf(file).file)
      if (declaration === undefined) throw new Error(`no declaration for ${file}`)
      return editedFile(
        file,
        uses.filter((use) => use.file === file),
        declaration,
        root,
      )
    }),
  )
  const reads = new Map<AdoptingFunction, DeclaredSecret[]>()
  const declaredIn = new Map<Proposal, DeclaredSecret>()
  for (const { file, variable, proposals: held, readers, isOneSecret } of uses) {
    const declaration = declarations.get(declarationOf(file).file)
    for (const proposal of held) {
      const declared = declaredAs(proposal, declaration?.exportNames.get(proposal) ?? proposal.exportName, declaration?.file ?? file, root)
      declaredIn.set(proposal, declared)
      for (const reader of readers)
        if (isOneSecret || proposalFor(reader, variable, proposals) === proposal)
          reads.set(reader, [...(reads.get(reader) ?? []), declared])
    }
  }
  return {
    files: [...declarations.values(), ...edited.flatMap(({ edit }) => edit)].filter(({ before, after }) => before !== after),
    byHand: edited.flatMap(({ byHand }) => byHand),
    reads,
    used: new Set(uses.flatMap((use) => use.proposals)),
    replaced: new Set(edited.flatMap(({ replaced }) => replaced)),
    declaredIn,
  }
}

async function declarationEdits(
  uses: readonly VariableUse[],
  declarationOf: Awaited<ReturnType<typeof declarationFiles>>,
  root: string,
): Promise<ReadonlyMap<string, DeclarationEdit>> {
  const wanted = new Map<string, { place: ReturnType<typeof declarationOf>; proposals: Set<Proposal> }>()
  for (const { file, proposals } of uses) {
    const place = declarationOf(file)
    const already = wanted.get(place.file) ?? { place, proposals: new Set() }
    wanted.set(place.file, already)
    for (const each of proposals) already.proposals.add(each)
  }
  const edits = [...wanted.values()].map(({ place, proposals }) => declarationEdit(place, [...proposals], root))
  return new Map((await Promise.all(edits)).map((each) => [each.file, each]))
}

interface EditedFile {
  readonly edit: readonly FileEdit[]
  readonly byHand: readonly ByHand[]
  readonly replaced: readonly string[]
}

async function editedFile(file: string, uses: readonly VariableUse[], declaration: DeclarationEdit, root: string): Promise<EditedFile> {
  const { replaceEnvironmentReads } = await import('@sallyport/project')
  const replaceable = uses.filter((use) => whyNotReplaced(use, root) === undefined)
  const handles = replaceable.map(({ variable, proposals: [proposal] }) => ({
    variable,
    handle: declaration.exportNames.get(proposal) ?? proposal.exportName,
    importFrom: declaration.file,
  }))
  const before = await readFile(file, 'utf8')
  const { text, replaced, remaining } = await replaceEnvironmentReads(file, handles)
  return {
    edit: [{ file, before, after: text }],
    replaced: replaced.map(({ line, column }) => `${file}:${line}:${column}`),
    byHand: [
      ...remaining.map(({ line, variable, advice }) => ({ file: relativeTo(root, file), line, variable, advice })),
      ...uses.flatMap((use) => leftReads(use, root)),
    ],
  }
}

function whyNotReplaced({ file, proposals: [proposal], readers, variable, isOneSecret }: VariableUse, root: string): string | undefined {
  const setting = readers.flatMap(({ code }) => code?.reads.reads ?? []).filter((each) => each.how === 'assigned' && each.file !== file)
  const elsewhere = setting.find((each) => each.variable === variable) ?? setting.find((each) => each.variable === undefined)
  if (elsewhere !== undefined) {
    const at = `${relativeTo(root, elsewhere.file)}:${elsewhere.line}`
    const why = elsewhere.variable === undefined ? 'may set or delete: see that it does not' : 'sets or deletes: take that away'
    return `reads ${variable}, which ${at} ${why}, then write (await ${proposal.exportName}.get()).reveal()`
  }
  if (!isOneSecret) return `reads ${variable}, which holds different values in the functions that share this file: hand the value in`
  return readers.some(({ obstacle }) => obstacle !== undefined)
    ? `reads ${variable}: write (await ${proposal.exportName}.get()).reveal() in an async function, once its role may read the secret`
    : undefined
}

function leftReads(use: VariableUse, root: string): ByHand[] {
  const advice = whyNotReplaced(use, root)
  if (advice === undefined) return []
  return use.readers.flatMap(({ code }) =>
    (code?.reads.reads ?? [])
      .filter(({ file, variable }) => file === use.file && variable === use.variable)
      .map(({ line }) => ({ file: relativeTo(root, use.file), line, variable: use.variable, advice })),
  )
}
