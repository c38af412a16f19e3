// @ts-check
// `npm run sbom -- PACKED [FOLDER]`: one CycloneDX bill of materials per packed package, of what installing it brings.
// `npm sbom` in this workspace leaves out what is a dependency of a package and a dev dependency of the root, so each is made in a project of its own.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { npmCommand, root } from './installed.mjs'

const from = process.env['INIT_CWD'] ?? root
const [packed, target = 'sbom'] = process.argv.slice(2)
if (packed === undefined) {
  console.error('say where the packed packages are: npm run sbom -- PACKED [FOLDER]')
  process.exit(2)
}
const tarballs = tarballByName(resolve(from, packed))
mkdirSync(resolve(from, target), { recursive: true })
for (const name of tarballs.keys()) {
  const file = join(resolve(from, target), `${name.replace('@', '').replace('/', '-')}.cdx.json`)
  const bom = billOf(name)
  writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`)
  console.log(`${file}: ${bom.components.length} components`)
}

/** The packed file of each package, by the package's name. */
function tarballByName(/** @type {string} */ folder) {
  const files = readdirSync(folder)
  return new Map(
    readdirSync(join(root, 'packages')).map((directory) => {
      const { name, version } = JSON.parse(readFileSync(join(root, 'packages', directory, 'package.json'), 'utf8'))
      const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
      if (!files.includes(file)) throw new Error(`${folder} has no ${file}: run "npm run pack -- ${packed}" first`)
      return [name, join(folder, file)]
    }),
  )
}

function billOf(/** @type {string} */ name) {
  const project = mkdtempSync(join(tmpdir(), 'sallyport-sbom-'))
  try {
    // The packages of this repository depend on each other by names that no registry has to know.
    const overrides = Object.fromEntries([...tarballs].filter(([each]) => each !== name).map(([each, file]) => [each, `file:${file}`]))
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({
        name: 'release',
        version: '1.0.0',
        private: true,
        dependencies: { [name]: `file:${tarballs.get(name)}` },
        overrides,
      }),
    )
    npm(project, ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'])
    return about(name, JSON.parse(npm(project, ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'])))
  } finally {
    rmSync(project, { recursive: true })
  }
}

/**
 * @typedef {{ name: string, 'bom-ref': string, externalReferences: { url: string }[] }} Component
 * @typedef {{ metadata: { component: Component }, components: Component[], dependencies: { ref: string }[] }} Bill
 */

/** The bill of the package itself: npm's is one of the project that was made to install it, and tells where that lay. */
function about(/** @type {string} */ name, /** @type {Bill} */ { metadata, components, dependencies, ...bill }) {
  const published = components.map((each) => ({
    ...each,
    externalReferences: each.externalReferences.filter(({ url }) => !url.startsWith('file:')),
  }))
  const component = published.find((each) => each['bom-ref'].startsWith(`${name}@`))
  if (component === undefined) throw new Error(`npm sbom does not list ${name}`)
  return {
    ...bill,
    metadata: { ...metadata, component },
    components: published.filter((each) => each !== component),
    dependencies: dependencies.filter(({ ref }) => ref !== metadata.component['bom-ref']),
  }
}

function npm(/** @type {string} */ cwd, /** @type {string[]} */ args) {
  const { command, before } = npmCommand()
  const { status, stdout, stderr, error } = spawnSync(command, [...before, ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`npm ${args[0]} ended with ${status}: ${stderr}`)
  return stdout
}
