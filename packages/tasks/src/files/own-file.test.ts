import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ownFile } from './own-file.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sallyport-own-file-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const known = { firstLine: '// made by "sallyport eject"', task: 'eject' }

test('a file of an earlier run is known, and one that is missing may be made', async () => {
  const file = join(folder(), 'plain.ts')
  expect(await ownFile(file, known)).toBeUndefined()
  writeFileSync(file, '// made by "sallyport eject"\nold\n')
  expect(await ownFile(file, known)).toBe('// made by "sallyport eject"\nold\n')
})

test('a file of somebody else is refused, by the name that was given', async () => {
  const file = join(folder(), 'plain.ts')
  writeFileSync(file, 'mine\n')
  await expect(ownFile(file, { ...known, shown: 'lib/plain.ts' })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'lib/plain.ts is there already and is not of "sallyport eject": give another file with `out`',
  })
})
