import { dirname, join, relative, resolve } from 'node:path'
import type { DeclaredSecret, Project } from '@sallyport/project'
import * as v from 'valibot'
import type { TaskContext } from '../context.ts'
import { fileDifference } from '../files/file-difference.ts'
import type { FileEdit } from '../files/file-edit.ts'
import { ownFile } from '../files/own-file.ts'
import { writeFiles } from '../files/write-files.ts'
import type { SecretService } from '../secret-services.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { importingFiles, importsOfSallyport } from './importing-files.ts'
import { nextSteps } from './next-steps.ts'
import { notEjectable } from './not-ejectable.ts'
import { marker, plainFile } from './plain-file.ts'
import { endingFor, isJavaScript, languageOf } from './plain-language.ts'
import { withImportsOf } from './with-imports-of.ts'

/** Takes `sallyport` out of a project: writes what it used of it as plain code over the AWS SDK, and changes the imports. */
export const eject = task({
  name: 'eject',
  summary: 'replace sallyport in this project by plain code over the AWS SDK',
  input: {
    /**
     * The file for the plain code, from the project's folder; its ending says the language. Default: `plain-secrets` beside the
     * declaration, in the language of the files that import sallyport.
     */
    out: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** Writes it; default: only shows what would be written. */
    write: v.optional(v.boolean(), false),
  },
  output: v.object({
    /** The file with the plain code. */
    file: v.string(),
    /** Files whose imports change. */
    changed: v.array(v.string()),
    /** What the project uses and the plain code has not; then nothing is written. */
    notEjected: v.array(v.object({ what: v.string(), at: v.string() })),
    difference: v.array(v.string()),
    /** Packages that the plain code imports. */
    packages: v.array(v.string()),
    written: v.boolean(),
    /** What to type once it is written, in this order. */
    next: v.array(v.string()),
  }),
  withoutAccount: true,
  async run({ out, write }, context) {
    const project = await context.project()
    const files = await importingFiles(project)
    const declared = files.length === 0 ? [] : await declaredIn(project, context)
    const [first] = declared
    if (first === undefined) {
      throw new TaskError('NOT_FOUND', {
        message: `no file below ${project.root} declares a secret by sallyport, so that there is nothing to eject: go to the project's folder`,
      })
    }
    const file = resolve(project.root, out ?? join(dirname(first.file), `plain-secrets${await endingFor(files)}`))
    const language = await languageOf(file, project)
    const services = new Set(declared.map(({ place }): SecretService => place.service))
    const imported = new Set(files.flatMap(importsOfSallyport).flatMap(({ names = [] }) => names))
    const plain = await plainFile(imported, services, language)
    const before = await ownFile(file, { firstLine: marker, task: 'eject' })
    const changes: FileEdit[] = [
      { file, before, after: plain.text },
      ...files.map((each) => ({ file: each.file, before: each.text, after: withImportsOf(file, each, files) })),
    ]
    const notEjected = await notEjectable(files, project)
    const next = await nextSteps(
      { root: project.root, files: files.map((each) => each.file), plain: { file, packages: plain.packages } },
      context,
    )
    const from = (path: string) => relative(project.root, path)
    if (language === 'typescript') {
      for (const each of files.filter(isJavaScript))
        context.progress(
          `${from(each.file)} is JavaScript: it imports TypeScript then, and runs bundled alone; else give a file ending in .cjs`,
        )
    }
    const isWritten = write && notEjected.length === 0
    if (isWritten) await writeFiles(changes)
    return {
      file: from(file),
      changed: files.map((each) => from(each.file)),
      notEjected,
      difference: changes.flatMap((each) => differenceOf(from(each.file), each)),
      packages: [...plain.packages],
      written: isWritten,
      next,
    }
  },
})

/** All that the project's files declare, whatever its configuration names. A file that cannot be read declares nothing, and that is said. */
async function declaredIn(project: Project, { progress }: TaskContext): Promise<DeclaredSecret[]> {
  const { declarationsOf } = await import('@sallyport/project')
  const { secrets, unreadable } = await declarationsOf({ ...project, declarations: [] })
  for (const { message } of unreadable) progress(`${message}; what it declares is not known`)
  return secrets.map(({ secret }) => secret)
}

function differenceOf(path: string, edit: FileEdit): string[] {
  return edit.before === edit.after ? [] : fileDifference(path, edit).trimEnd().split('\n')
}
