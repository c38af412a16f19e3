import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { healthOf } from '../account/local-control.ts'
import { lookForLocalState } from '../account/local-state.ts'
import type { TaskContext } from '../context.ts'
import { shellWord } from '../shell-word.ts'
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
  const names = ownPackages((await manifestIn(folder)) ?? '')
  return names.length === 0 ? [] : [inFolder(folder, root, `npm uninstall ${names.join(' ')}`)]
}

function inFolder(folder: string, root: string, line: string): string {
  return folder === root ? line : `(cd ${shellWord(relative(root, folder))} && ${line})`
}

/** The nearest one upward that has a package.json, at most the project's own: `sam init` gives each function one. */
async function packageFolder(file: string, root: string): Promise<string> {
  for (let folder = dirname(file); folder !== root && folder !== dirname(folder); folder = dirname(folder)) {
    if ((await manifestIn(folder)) !== undefined) return folder
  }
  return root
}

async function manifestIn(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined) // no package here
}

/** Sallyport's packages among those that a package.json names. */
export function ownPackages(manifest: string): string[] {
  const written = parsed(manifest)
  const lists = [written['dependencies'], written['devDependencies'], written['optionalDependencies'], written['peerDependencies']]
  const names = lists.flatMap((list) => Object.keys(Object(list)))
  return [...new Set(names.filter((name) => name === 'sallyport' || name.startsWith('@sallyport/')))].sort()
}

function parsed(manifest: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(manifest)) as Record<string, unknown> // whatever it holds, its members are not known
  } catch {
    return {} // none, or one that npm itself will complain about
  }
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
