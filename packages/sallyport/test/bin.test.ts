import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

/** An installation of the bin in a folder of its own, with a cli of this source, or without one. */
async function installed(cli: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-bin-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const bin = join(folder, 'node_modules/sallyport/bin/sallyport.mjs')
  await cp(fileURLToPath(new URL('../bin/sallyport.mjs', import.meta.url)), bin)
  if (cli !== undefined) {
    const home = join(folder, 'node_modules/@sallyport/cli')
    await mkdir(home, { recursive: true })
    await writeFile(join(home, 'package.json'), JSON.stringify({ name: '@sallyport/cli', type: 'module', exports: './index.js' }))
    await writeFile(join(home, 'index.js'), cli)
  }
  return (...argv: string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [bin, ...argv], (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }))
    })
}

test('hands the arguments to the command and ends with its exit code', async () => {
  const run = await installed('export const main = async (argv) => (console.log(JSON.stringify(argv)), 3)')
  expect(await run('put', 'stripe', '--json')).toEqual({ code: 3, stdout: '["put","stripe","--json"]\n', stderr: '' })
})

test('says what to install when the command is not there, and exits 2', async () => {
  const run = await installed(undefined)
  expect(await run('put')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^sallyport: the command is not installed: run "npm run pack" in a clone of sallyport/),
  })
})

test('does not take a fault inside the command for a command that is not there', async () => {
  const missing = await installed("import 'not-there-at-all'")
  expect(await missing('put')).toMatchObject({ code: 1, stderr: expect.stringContaining('not-there-at-all') })
  const broken = await installed("export const main = async () => { throw new Error('broken inside') }")
  expect(await broken('put')).toMatchObject({ code: 1, stderr: expect.stringContaining('broken inside') })
})
