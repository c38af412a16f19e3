import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The folder of the examples, whether this runs compiled (from `dist/`) or as it is. */
const examples = fileURLToPath(new URL('..', import.meta.url)).replace(/dist[\\/]$/, '')
const exec = promisify(execFile)

/**
 * Makes a project as a user has it: the example's code, a second function that is too curious, and the runtime from its packed tarball
 * (which has no dependencies, so that nothing is asked of a registry).
 */
export async function freshProject(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await cp(join(examples, 'checkout', 'src'), join(folder, 'src'), { recursive: true })
  await cp(join(examples, 'demo', 'project', 'curious.ts'), join(folder, 'src', 'curious.ts'))
  await cp(join(examples, 'demo', 'project', 'sallyport.config.ts'), join(folder, 'sallyport.config.ts'))
  await writeFile(join(folder, 'package.json'), '{ "name": "checkout", "private": true, "type": "module" }\n')
  await installRuntime(folder)
}

/** Packs the runtime and installs the tarball in `folder`. */
async function installRuntime(folder: string): Promise<void> {
  const runtime = dirname(createRequire(import.meta.url).resolve('sallyport/package.json'))
  const packed = join(folder, 'packed')
  await mkdir(packed, { recursive: true })
  const { stdout } = await exec('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', packed, runtime], { cwd: folder })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }] // npm's own answer for one package
  await exec('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', join(packed, filename)], { cwd: folder })
}
