import { healthOf } from '../account/local-control.ts'
import { lookForLocalState } from '../account/local-state.ts'
import type { TaskContext } from '../context.ts'
import { inFolder, packageFolder, packageIn } from '../files/package-folder.ts'
import { TaskError } from '../task-error.ts'

interface Leaving {
  /** The project's folder. */
  readonly root: string
  /** Absolute: files that imported sallyport. */
  readonly files: readonly string[]
  /** Absolute: the file with the plain code, and the packages that it imports. */
  readonly plain: { readonly file: string; readonly packages: readonly string[] }
}

/** What to type once the plain code is written, in this order: the command that stops AWS on loopback goes with its packages. */
export async function nextSteps({ root, files, plain }: Leaving, context: Pick<TaskContext, 'env' | 'progress'>): Promise<string[]> {
  const folders = await Promise.all(files.map((file) => packageFolder(file, root)))
  const uninstalls = await Promise.all([...new Set([root, ...folders])].map(async (folder) => uninstall(folder, root)))
  const { packages } = plain
  return [
    ...((await runsOnLoopback(root, context)) ? ['sallyport local stop'] : []),
    ...uninstalls.flat(),
    ...(packages.length === 0 ? [] : [inFolder(await packageFolder(plain.file, root), root, `npm install ${packages.join(' ')}`)]),
  ]
}

async function uninstall(folder: string, root: string): Promise<string[]> {
  const names = ownPackages(await packageIn(folder))
  return names.length === 0 ? [] : [inFolder(folder, root, `npm uninstall ${names.join(' ')}`)]
}

/** Sallyport's packages among those that a package.json names. */
export function ownPackages(written: Readonly<Record<string, unknown>>): string[] {
  const lists = [written['dependencies'], written['devDependencies'], written['optionalDependencies'], written['peerDependencies']]
  const names = lists.flatMap((list) => Object.keys(Object(list)))
  return [...new Set(names.filter((name) => name === 'sallyport' || name.startsWith('@sallyport/')))].sort()
}

/** Whether `local stop` would find a server from here. */
async function runsOnLoopback(root: string, { env, progress }: Pick<TaskContext, 'env' | 'progress'>): Promise<boolean> {
  try {
    const found = await lookForLocalState({ cwd: root, env })
    return found !== undefined && (await healthOf(found.state)) === 'answers'
  } catch (error) {
    if (!(error instanceof TaskError)) throw error
    progress(`${error.message}; whether AWS on loopback runs is not known`)
    return false
  }
}
