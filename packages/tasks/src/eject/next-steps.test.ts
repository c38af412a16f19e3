import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parsedPackage } from '../files/package-folder.ts'
import { nextSteps, ownPackages } from './next-steps.ts'

function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-leaving-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

const stepsIn = (root: string, ...files: readonly string[]) => {
  const told: string[] = []
  const plain = { file: join(root, dirname(files[0] ?? ''), 'plain-secrets.ts'), packages: ['@aws-sdk/client-ssm'] }
  const leaving = { root, files: files.map((file) => join(root, file)), plain }
  return nextSteps(leaving, { env: {}, progress: (message) => void told.push(message) }).then((steps) => ({ steps, told }))
}

test('every package of sallyport goes that the project names, wherever it names it, and no other', () => {
  const manifest = {
    dependencies: { sallyport: '1', 'sallyport-like': '1' },
    devDependencies: { '@sallyport/local': '1', '@sallyport/cli': '1', vitest: '4' },
    optionalDependencies: { '@sallyport/cli': '1' },
  }
  expect(ownPackages(manifest)).toEqual(['@sallyport/cli', '@sallyport/local', 'sallyport'])
})

test.each(['', 'not JSON', 'null', '[]', '{ "dependencies": null }'])('a package.json of %j names none', (manifest) => {
  expect(ownPackages(parsedPackage(manifest))).toEqual([])
})

test('a function with a package.json of its own loses and gets its packages there', async () => {
  const root = folderOf({
    'package.json': '{ "devDependencies": { "@sallyport/cli": "1" } }',
    'hello world/package.json': '{ "dependencies": { "sallyport": "1" } }',
  })
  const { steps } = await stepsIn(root, 'hello world/src/app.ts')
  expect(steps).toEqual([
    'npm uninstall @sallyport/cli',
    "(cd 'hello world' && npm uninstall sallyport)",
    "(cd 'hello world' && npm install @aws-sdk/client-ssm)",
  ])
})

test('where nothing is named nothing is uninstalled', async () => {
  const { steps, told } = await stepsIn(folderOf({ 'package.json': '{}' }), 'src/app.ts')
  expect({ steps, told }).toEqual({ steps: ['npm install @aws-sdk/client-ssm'], told: [] })
})

test('a state file that is not to be trusted is told, and does not keep anyone here', async () => {
  const root = folderOf({ '.sallyport/state.json': '{ "endpoint": "http://attacker.example" }' })
  const { steps, told } = await stepsIn(root, 'src/app.ts')
  expect(steps).toEqual(['npm install @aws-sdk/client-ssm'])
  expect(told).toEqual([expect.stringContaining('whether AWS on loopback runs is not known')])
})
