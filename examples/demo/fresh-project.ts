import { cp, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npm } from './npm.ts'

/** The folder of the examples, whether this runs compiled (from `dist/`) or as it is. */
const examples = fileURLToPath(new URL('..', import.meta.url)).replace(/dist[\\/]$/, '')

/** The demo's project: code and events of all examples, and a function that is too curious. */
const demoSources = {
  'checkout/src': 'src',
  'forecast/src': 'src/forecast',
  'forecast/events': 'events',
  'crm-sync/src': 'src/crm-sync',
  'crm-sync/events': 'events',
  'demo/project/curious.ts': 'src/curious.ts',
  'demo/project/sallyport.config.ts': 'sallyport.config.ts',
}

/** Makes the demo's project in `folder`. */
export async function freshProject(folder: string): Promise<void> {
  await projectOf(folder, demoSources)
}

/** Makes a project of one example, as a user has it. */
export async function exampleProject(folder: string, example: string): Promise<void> {
  const names = ['src', 'events', 'sallyport.config.ts', 'template.yaml']
  await projectOf(folder, Object.fromEntries(names.map((name) => [`${example}/${name}`, name])))
}

/**
 * Makes a project as a user has it: `sources`, copied from the examples to where they are there, and the runtime from its packed tarball
 * (which has no dependencies, so that nothing is asked of a registry).
 */
async function projectOf(folder: string, sources: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [from, to] of Object.entries(sources)) await cp(join(examples, from), join(folder, to), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "name": "example", "private": true, "type": "module" }\n')
  await installRuntime(folder)
}

/** Packs the runtime and installs the tarball in `folder`. */
async function installRuntime(folder: string): Promise<void> {
  const runtime = dirname(createRequire(import.meta.url).resolve('sallyport/package.json'))
  const packed = join(folder, 'packed')
  await mkdir(packed, { recursive: true })
  const answer = await npm(folder, 'pack', '--json', '--ignore-scripts', '--pack-destination', packed, runtime)
  const [{ filename }] = JSON.parse(answer) as [{ filename: string }] // npm's own answer for one package
  await npm(folder, 'install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', join(packed, filename))
}
