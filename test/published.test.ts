// What docs/ publishes of the commands is what they are: schemas of their answers, screens, the page of all commands.
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const check = (script: string) =>
  spawnSync(process.execPath, [join(root, 'scripts', script), '--', '--check'], { cwd: root, encoding: 'utf8' })

test('docs/schemas has the schema of what every task answers, and no other', () => {
  const { status, stderr } = check('schemas.mjs')
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('every command has a screen, and docs/commands.md shows it with the flags that it has', () => {
  const { status, stderr } = check('screens.mjs')
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('no screen holds a path or a name of the machine it was made on', () => {
  const found = spawnSync(
    'grep',
    ['-rlE', `${tmpdir()}/|${root}|sallyport-(screens|home|aside)-`, join(root, 'docs/screens'), join(root, 'docs/commands.md')],
    { encoding: 'utf8' },
  )
  expect(found.stdout).toBe('')
})
