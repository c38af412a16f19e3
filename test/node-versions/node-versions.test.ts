// The versions of Node that the tests of packages/sallyport run under: what npm is told to bring, and what is said when it cannot.
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const exec = promisify(execFile)

/** What is looked at of a package in a lock file. */
interface Locked {
  readonly version: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly hasInstallScript?: boolean
}

test('Node 22 and 24 come by exact version and checksum, under a licence that is on the list, and run nothing when installed', async () => {
  const lock = JSON.parse(await readFile(join(import.meta.dirname, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
  expect(packages.map(([path]) => path)).toEqual(
    expect.arrayContaining([22, 24].flatMap((major) => [`node_modules/node-${major}-linux-x64`, `node_modules/node-${major}-win32-x64`])),
  )
  for (const [path, { version, resolved, integrity, license, hasInstallScript }] of packages) {
    expect({ path, major: version.split('.')[0], license }).toEqual({ path, major: path.split('-')[1], license: 'MIT' })
    expect({ path, resolved, hasInstallScript }).toEqual({ path })
    expect(integrity).toMatch(/^sha512-/)
  }
})

test('what cannot be installed is told, though npm leaves it out in silence, and is tried again the next time', async () => {
  const folder = await copied('package.json', 'package-lock.json')
  for (let time = 1; time <= 2; time++) {
    const { stdout, stderr } = await otherNodes(folder, {
      npm_config_registry: 'http://127.0.0.1:9', // where nothing listens
      npm_config_cache: join(folder, 'cache'),
      npm_config_fetch_retries: '0',
    })
    expect(JSON.parse(stdout)).toEqual({ nodes: [], missing: ['npm could not install them'] })
    expect(stderr).toContain('installing what')
  }
})

test('a version that does not come by npm for this system is left out, and that is said', async () => {
  const folder = await copied()
  const name = 'sallyport-node-versions'
  const optionalDependencies = { 'node-22-aix-ppc64': 'npm:node-aix-ppc64@22.0.0' }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '0.1.0', optionalDependencies }))
  const packages = {
    '': { name, version: '0.1.0', optionalDependencies },
    'node_modules/node-22-aix-ppc64': { name: 'node-aix-ppc64', version: '22.0.0', optional: true, os: ['aix'], cpu: ['ppc64'] },
  }
  await writeFile(
    join(folder, 'package-lock.json'),
    JSON.stringify({ name, version: '0.1.0', lockfileVersion: 3, requires: true, packages }),
  )
  const { stdout, stderr } = await otherNodes(folder, { npm_config_registry: 'http://127.0.0.1:9' })
  expect(JSON.parse(stdout)).toEqual({ nodes: [], missing: [] })
  expect(stderr).toMatch(/SKIPPED on .+: Node 22 does not come by npm for this system/)
})

/** A folder with these files of this one; it ends with the test. */
async function copied(...files: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-node-versions-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const file of files) await cp(join(import.meta.dirname, file), join(folder, file))
  return folder
}

/** What `otherNodes` gives for `folder`, as JSON behind what npm says. */
async function otherNodes(folder: string, env: Record<string, string>) {
  const script = pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'node-versions.mjs'))
  const { stdout, stderr } = await exec(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { otherNodes } from '${script}'; console.log(JSON.stringify(otherNodes(${JSON.stringify(folder)})))`,
    ],
    { env: { ...process.env, ...env } },
  )
  return { stdout: stdout.trim().split('\n').at(-1) ?? '', stderr }
}
