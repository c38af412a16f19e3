// What the release workflow does beside publishing: packed packages, and a bill of materials of what installing each brings.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { npm } from '../examples/demo/npm.ts'

const root = join(import.meta.dirname, '..')
const exec = promisify(execFile)

/** The members of a CycloneDX bill that are looked at. Source: "CycloneDX v1.5 JSON Reference". */
interface Bill {
  readonly bomFormat: string
  readonly metadata: { readonly component: { readonly purl: string } }
  readonly components: readonly {
    readonly name: string
    readonly 'bom-ref': string
    readonly licenses?: readonly { readonly license: { readonly id?: string } }[]
  }[]
}

let folder: string
let billByName: Map<string, { text: string; bill: Bill }>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-release-'))
  const packed = join(folder, 'packed')
  await mkdir(packed)
  const packages = (await readdir(join(root, 'packages'))).map((name) => join(root, 'packages', name))
  await npm(root, 'pack', '--silent', '--ignore-scripts', '--pack-destination', packed, ...packages)
  await exec(process.execPath, [join(root, 'scripts', 'sbom.mjs'), packed, join(folder, 'sbom')], { cwd: root })
  const files = await readdir(join(folder, 'sbom'))
  billByName = new Map(
    await Promise.all(
      files.map(async (file) => {
        const text = await readFile(join(folder, 'sbom', file), 'utf8')
        return [file.replace('.cdx.json', ''), { text, bill: JSON.parse(text) as Bill }] as const
      }),
    ),
  )
}, 240_000)

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('there is a bill for each package, about that package', async () => {
  const manifests = await manifestsOf()
  expect(billByName.size).toBe(manifests.length)
  for (const { name, version } of manifests) {
    const { bill } = billByName.get(fileName(name)) ?? {}
    expect(bill?.bomFormat).toBe('CycloneDX')
    expect(bill?.metadata.component.purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`)
  }
})

test('a bill names everything its package depends on, with the version that is pinned', async () => {
  for (const { name, dependencies = {} } of await manifestsOf()) {
    const refs = billByName.get(fileName(name))?.bill.components.map((each) => each['bom-ref'])
    expect(refs).toEqual(expect.arrayContaining(Object.entries(dependencies).map(([each, version]) => `${each}@${version}`)))
  }
})

test('what a function imports brings nothing with it', () => {
  expect(billByName.get('sallyport')?.bill.components).toEqual([])
})

test('everything that comes with a package has a licence that is on the list', () => {
  const allowed = ['MIT', 'MIT-0', 'Apache-2.0', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Unlicense', 'MPL-2.0']
  const components = [...billByName.values()].flatMap(({ bill }) => bill.components)
  expect(components.length).toBeGreaterThan(50)
  const isAllowed = ({ licenses = [] }: Bill['components'][number]) => licenses.some(({ license }) => allowed.includes(license.id ?? ''))
  expect(components.filter((each) => !isAllowed(each)).map(({ name }) => name)).toEqual([])
})

test('no bill tells where it was made', () => {
  for (const { text } of billByName.values()) expect(text).not.toContain(folder)
})

test('the release publishes every package with provenance, what others depend on first', async () => {
  const workflow = parse(await readFile(join(root, '.github', 'workflows', 'release.yml'), 'utf8')) as {
    jobs: { publish: { permissions: Record<string, string>; steps: { name?: string; run?: string }[] } }
  }
  const { permissions, steps } = workflow.jobs.publish
  expect(permissions['id-token']).toBe('write')
  const run = steps.find(({ name }) => name === 'publish')?.run ?? ''
  expect(run).toContain('--provenance')
  const order = /for name in (.+); do/.exec(run)?.[1]?.split(' ') ?? []
  const manifests = await manifestsOf()
  expect([...order].sort()).toEqual(manifests.map(({ name }) => fileName(name)).sort())
  for (const { name, dependencies = {} } of manifests) {
    const ours = Object.keys(dependencies).filter((each) => manifests.some((one) => one.name === each))
    for (const each of ours) expect(order.indexOf(fileName(each))).toBeLessThan(order.indexOf(fileName(name)))
  }
})

async function manifestsOf(): Promise<{ name: string; version: string; dependencies?: Record<string, string> }[]> {
  const names = await readdir(join(root, 'packages'))
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8'))))
}

function fileName(packageName: string): string {
  return packageName.replace('@', '').replace('/', '-')
}
