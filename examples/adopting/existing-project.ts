import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { npm } from '../demo/npm.ts'

const exec = promisify(execFile)
const require = createRequire(import.meta.url)

/** A project as people have it before. */
export const existing = join(import.meta.dirname, '..', 'existing')

const files = ['src', 'template.yaml', 'package.json', 'tsconfig.json']

/** Copies the project to `folder` with its API at `apiUrl` and the packages it needs, and commits it to a git repository of its own. */
export async function existingProject(folder: string, apiUrl: string): Promise<void> {
  await mkdir(join(folder, 'node_modules'), { recursive: true })
  for (const file of files) await cp(join(existing, file), join(folder, file), { recursive: true })
  const template = join(folder, 'template.yaml')
  await writeFile(template, (await readFile(template, 'utf8')).replace('https://api.shop.example', apiUrl))
  await writeFile(join(folder, '.gitignore'), 'node_modules\n')
  const installed = dirname(dirname(dirname(require.resolve('@aws-sdk/client-secrets-manager/package.json'))))
  for (const scope of ['@aws-sdk', '@aws-lambda-powertools', '@types'])
    await symlink(join(installed, scope), join(folder, 'node_modules', scope), 'junction')
  await unpackRuntime(folder)
  for (const args of [
    ['init', '-q', '.'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'as it was'],
  ])
    await git(folder, ...args)
}

/** git as a person of this project, whoever's machine it is. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const who = ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com', '-c', 'commit.gpgsign=false']
  return (await exec('git', [...who, ...args], { cwd: folder })).stdout
}

/** The runtime out of its packed tarball, which has no dependencies. */
async function unpackRuntime(folder: string): Promise<void> {
  const packed = join(folder, 'packed')
  await mkdir(packed)
  const runtime = dirname(require.resolve('sallyport/package.json'))
  const answer = await npm(folder, 'pack', '--json', '--ignore-scripts', '--pack-destination', packed, runtime)
  const [{ filename }] = JSON.parse(answer) as [{ filename: string }] // npm's own answer for one package
  await exec('tar', ['-xzf', filename], { cwd: packed }) // by its name alone: a drive's colon would be a host to GNU tar
  await cp(join(packed, 'package'), join(folder, 'node_modules', 'sallyport'), { recursive: true })
  await rm(packed, { recursive: true })
}
