import { readFile } from 'node:fs/promises'
import type { DeclaredSecret, Project } from '@sallyport/project'
import type { FileEdit } from '../../files/file-edit.ts'
import type { Proposal } from '../proposing/proposal.ts'
import type { AdoptingFunction } from './adopting-function.ts'
import type { ByHand } from './by-hand.ts'
import { type DeclarationEdit, declarationEdit, declaredAs } from './declaration-edits.ts'
import { declarationFiles } from './declaration-file.ts'
import { declaringSources, leftOutFiles } from './left-out-files.ts'
import { relativeTo } from './relative-to.ts'
import { proposalFor, type VariableUse, variableUses } from './variable-uses.ts'
import { whyNotReplaced } from './why-not-replaced.ts'

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
  env: Readonly<Record<string, string | undefined>>,
): Promise<CodeEdits> {
  const { root } = project
  const uses = variableUses(functions, proposals)
  const files = [...new Set(uses.map(({ file }) => file))]
  const leftOut = await leftOutFiles(uses, root, env)
  const sources = declaringSources(uses, leftOut)
  const declarationFor = await declarationFiles(project, [...new Set(sources.values())])
  const declarationOf = (file: string) => declarationFor(sources.get(file) ?? file)
  const declarations = await declarationEdits(uses, declarationOf, root)
  const edited = await Promise.all(
    files.map((file) => {
      const declaration = declarations.get(declarationOf(file).file)
      if (declaration === undefined) throw new Error(`no declaration for ${file}`)
      return editedFile(
        file,
        uses.filter((use) => use.file === file),
        declaration,
        { root, leftOut },
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

async function editedFile(
  file: string,
  uses: readonly VariableUse[],
  declaration: DeclarationEdit,
  { root, leftOut }: { readonly root: string; readonly leftOut: ReadonlySet<string> },
): Promise<EditedFile> {
  const { replaceEnvironmentReads } = await import('@sallyport/project')
  const judged = uses.map((use) => {
    const [proposal] = use.proposals
    const handle = declaration.exportNames.get(proposal) ?? proposal.exportName
    return { use, handle, whyNot: whyNotReplaced(use, handle, { root, isLeftOut: leftOut.has(file) }) }
  })
  const handles = judged.flatMap(({ use: { variable }, handle, whyNot }) =>
    whyNot === undefined ? { variable, handle, importFrom: declaration.file } : [],
  )
  const before = await readFile(file, 'utf8')
  const { text, replaced, remaining } = await replaceEnvironmentReads(file, handles)
  return {
    edit: [{ file, before, after: text }],
    replaced: replaced.map(({ line, column }) => `${file}:${line}:${column}`),
    byHand: [
      ...remaining.map(({ line, variable, advice }) => ({ file: relativeTo(root, file), line, variable, advice })),
      ...judged.flatMap(({ use, whyNot }) => (whyNot === undefined ? [] : leftReads(use, whyNot, root))),
    ],
  }
}

function leftReads(use: VariableUse, advice: string, root: string): ByHand[] {
  return use.readers.flatMap(({ code }) =>
    (code?.reads.reads ?? [])
      .filter(({ file, variable }) => file === use.file && variable === use.variable)
      .map(({ line }) => ({ file: relativeTo(root, use.file), line, variable: use.variable, advice })),
  )
}
