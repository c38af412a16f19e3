import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import * as v from 'valibot'
import type { TaskContext } from '../context.ts'
import { type Kind, kinds } from '../forms/forms.ts'
import { declaredPlaces } from '../place/declared-places.ts'
import { declaringFiles } from '../place/declaring-files.ts'
import type { SecretService } from '../secret-services.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { importsIn } from './imports-in.ts'
import { notEjectable } from './not-ejectable.ts'
import { marker } from './plain/core.ts'
import { packagesFor, plainFile } from './plain-file.ts'
import { withSpecifier } from './with-specifier.ts'

/** A file that is written anew or changed. */
interface Changed {
  /** Absolute. */
  readonly file: string
  readonly before: string | undefined
  readonly after: string
}

/** Takes `sallyport` out of a project: writes what it used of it as plain code over the AWS SDK, and changes the imports. */
export const eject = task({
  name: 'eject',
  summary: 'replace sallyport in this project by plain code over the AWS SDK',
  input: {
    /** The file for the plain code, from the project's folder; default: `plain-secrets.ts` beside the declaration. */
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
  }),
  withoutAccount: true,
  async run({ out, write }, context) {
    const project = await context.project()
    const sources = await importingFiles(context)
    const places = await declaredPlaces({ ...context, project: async () => ({ ...project, declarations: [] }) })
    const [first] = places
    if (sources.size === 0 || first === undefined) {
      throw new TaskError('NOT_FOUND', {
        message: `no file below ${project.root} declares a secret by sallyport, so that there is nothing to eject: go to the project's folder`,
      })
    }
    const file = resolve(project.root, out ?? join(dirname(first.at.replace(/:\d+$/, '')), 'plain-secrets.ts'))
    const services = new Set(places.map(({ service }): SecretService => service))
    const used = new Set(
      [...sources.values()].flatMap((source) =>
        importsIn(source).flatMap(({ names = [] }) => kinds.filter((kind): kind is Kind => names.includes(kind))),
      ),
    )
    const changes: Changed[] = [
      { file, before: await existing(file), after: plainFile(used, services) },
      ...[...sources].map(([source, before]) => ({
        file: source,
        before,
        after: withSpecifier(before, specifierTo(file, source, before)),
      })),
    ]
    const notEjected = await notEjectable(sources, project)
    const isWritten = write && notEjected.length === 0
    if (isWritten) await writeAll(changes)
    const from = (path: string) => relative(project.root, path)
    return {
      file: from(file),
      changed: [...sources.keys()].map(from),
      notEjected,
      difference: changes.flatMap((each) => patch(from(each.file), each)),
      packages: packagesFor(services),
      written: isWritten,
    }
  },
})

async function writeAll(changes: readonly Changed[]): Promise<void> {
  for (const { file, after } of changes) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, after)
  }
}

/** The project's files that import `sallyport`, with what is in them. */
async function importingFiles({ project }: TaskContext): Promise<Map<string, string>> {
  const files = await declaringFiles({ ...(await project()), declarations: [] }) // all of them, not only those that declare
  const texts = await Promise.all(files.map(async (file): Promise<[string, string]> => [file, await readFile(file, 'utf8')]))
  return new Map(texts.filter(([, text]) => importsIn(text).length > 0))
}

/** A file of an earlier eject is written again; any other stays. */
async function existing(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException): undefined => {
    if (error.code !== 'ENOENT') throw error
  })
  if (text === undefined || text.startsWith(marker)) return text
  throw new TaskError('CONFLICT', { message: `${file} is there already and is not of "sallyport eject": give another file with \`out\`` })
}

/** Written as the file's other imports are: with `.js`, with `.ts` or with neither. */
function specifierTo(file: string, source: string, text: string): string {
  const path = relative(dirname(source), file).replaceAll('\\', '/')
  const [, ending] = /from\s*['"]\.{1,2}\/[^'"]*?(\.[cm]?[jt]s)?['"]/.exec(text) ?? [undefined, '.js']
  const from = path.startsWith('.') ? path : `./${path}`
  return `${from.slice(0, -extname(from).length)}${ending === undefined ? '' : ending === '.ts' ? '.ts' : '.js'}`
}

function patch(name: string, { before, after }: Changed): string[] {
  if (before === after) return []
  const text = createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${name}`,
    `b/${name}`,
    before ?? '',
    after,
    undefined,
    undefined,
    { context: 3 },
  )
  return text.trimEnd().split('\n').slice(1) // without the rule that the library draws above
}
