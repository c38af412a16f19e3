// The plain code is read where it lies, so that it has to be in the package as a user installs it.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../', import.meta.url))
const plain = 'src/eject/plain'

test('the package has every file of the plain code, without its tests, in TypeScript and in JavaScript', () => {
  const written = readdirSync(`${folder}${plain}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .map((file) => `${plain}/${file.replaceAll('\\', '/')}`)
  const packed = packedFiles()
  expect(packed.filter((file) => file.startsWith('src/'))).toEqual(written.sort())
  expect(packed).toEqual(expect.arrayContaining(written.map((file) => file.replace(/^src(.*)\.ts$/, 'dist$1.js'))))
})

function packedFiles(): string[] {
  // npm is a script on Windows, which a shell has to start; the words are our own
  const { stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (stdout === '') throw new Error(stderr)
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }] // as npm documents `npm pack --json`
  return files.map(({ path }) => path).sort()
}
