// @ts-check
// Builds every package: types and the runtime's doors first, since the others compile against them.
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, program, root, runNode } from './installed.mjs'

const runtime = join(root, 'packages', 'sallyport')

/** The runtime's doors: the package's `exports`, each built from the source file of its name. */
export const doors = Object.keys(JSON.parse(readFileSync(join(runtime, 'package.json'), 'utf8')).exports)
  .filter((door) => door !== './package.json')
  .map((door) =>
    door === '.' ? { name: 'index', source: 'src/index.ts' } : { name: door.slice(2), source: `src/${door.slice(2)}/index.ts` },
  )

export async function build() {
  const tsc = program('tsc', 'typescript')
  if (runNode(tsc, '-b', 'packages/sallyport') !== 0) return 1
  if (!isUpToDate()) await buildDoors()
  removeStale()
  return runNode(tsc, '-b')
}

/** Removes what was compiled from sources that are gone: the compiler leaves it, and it would be packed. */
function removeStale() {
  for (const name of readdirSync(join(root, 'packages'))) {
    const [dist, sources] = [join(root, 'packages', name, 'dist'), join(root, 'packages', name, 'src')]
    if (name === 'sallyport' || !existsSync(dist)) continue
    for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
      const source = file.replace(/\.(js|d\.ts)$/, '.ts')
      if (source !== file && !existsSync(join(sources, source))) rmSync(join(dist, file))
    }
  }
}

function isUpToDate() {
  const built = doors.flatMap(({ name }) =>
    ['js', 'cjs', 'd.ts', 'd.cts'].map((extension) => join(runtime, 'dist', `${name}.${extension}`)),
  )
  if (!built.every((file) => existsSync(file))) return false
  const sources = readdirSync(join(runtime, 'src'), { recursive: true, encoding: 'utf8' }).map((file) => join(runtime, 'src', file))
  const newest = Math.max(...[...sources, join(runtime, 'package.json'), import.meta.filename].map((file) => statSync(file).mtimeMs))
  return built.every((file) => statSync(file).mtimeMs >= newest)
}

/** One file per door and format: each module of an unbundled package would cost a cold start 0.2 ms. */
async function buildDoors() {
  const { rolldown } = await import('rolldown')
  for (const { name, source } of doors) {
    const bundle = await rolldown({ input: join(runtime, source), platform: 'node', external: /^node:/ })
    // Not minified: a minifier drops the comments that let a user's bundler leave unused kinds out.
    await bundle.write({
      file: join(runtime, 'dist', `${name}.js`),
      format: 'esm',
      minify: false,
      comments: { annotation: true, jsdoc: false, legal: true },
    })
    await bundle.write({
      file: join(runtime, 'dist', `${name}.cjs`),
      format: 'cjs',
      minify: false,
      comments: { annotation: true, jsdoc: false, legal: true },
    })
    await bundle.close()
    rollUpTypes(name, source)
  }
}

function rollUpTypes(/** @type {string} */ name, /** @type {string} */ source) {
  const types = join(runtime, 'dist', `${name}.d.ts`)
  const emitted = join(runtime, 'dist', 'types', source.replace(/^src\//, '').replace(/\.ts$/, '.d.ts'))
  const code = runNode(
    program('dts-bundle-generator'),
    '--silent',
    '--no-banner',
    '--export-referenced-types=false',
    '--project',
    'packages/sallyport/tsconfig.json',
    '-o',
    types,
    emitted,
  )
  if (code !== 0) throw new Error(`the types of ${name} could not be rolled up`)
  copyFileSync(types, join(runtime, 'dist', `${name}.d.cts`))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled()
  process.exitCode = await build()
}
