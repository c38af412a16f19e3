import { basename, join, relative } from 'node:path'
import type { Project } from '@sallyport/project'
import { textOfFile } from '../files/text-of-file.ts'
import { writeFiles } from '../files/write-files.ts'
import { declaringFiles } from '../place/declaring-files.ts'
import { TaskError } from '../task-error.ts'
import { declarationText, type NewDeclaration, toDeclare } from './new-declaration.ts'

/**
 * Adds the declaration of a secret to the file that the configuration names first, else to the project's `secrets` file, else to
 * `src/secrets.ts`.
 * @returns the file, relative to the project's root
 * @throws TaskError `WRONG_USE` for a file that does not parse
 */
export async function addDeclaration(project: Project, declared: NewDeclaration): Promise<string> {
  const file = await declarationFile(project)
  const at = relative(project.root, file)
  const before = await textOfFile(file)
  const after = before === undefined ? await declarationText(declared) : await added(file, at, before, declared)
  await writeFiles([{ file, before, after }])
  return at
}

async function declarationFile({ root, declarations, ...project }: Project): Promise<string> {
  const files = await declaringFiles({ ...project, root, declarations })
  const named = files.find((file) => /^secrets\.[cm]?[jt]s$/.test(basename(file)))
  return declarations[0] ?? named ?? join(root, 'src/secrets.ts')
}

async function added(file: string, at: string, before: string, declared: NewDeclaration): Promise<string> {
  const { addToDeclaration } = await import('@sallyport/project')
  const after = addToDeclaration(file, before, [await toDeclare(declared)])
  if (after === undefined) throw new TaskError('WRONG_USE', { message: `declaration ${at} does not parse: mend its syntax` })
  return after.text
}
