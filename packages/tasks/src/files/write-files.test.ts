import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lacks } from '../../../../test/platform.ts'
import { writeFiles } from './write-files.ts'

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-adopt-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const contentOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

test('writes every file, and leaves nothing else', async () => {
  const folder = folderWith({ a: 'old a', b: 'old b' })
  writeFileSync(join(folder, 'b'), 'old b', { mode: 0o755 })
  const { mode } = statSync(join(folder, 'b'))
  await writeFiles([
    { file: join(folder, 'b'), before: 'old b', after: 'new b' },
    { file: join(folder, 'c'), before: undefined, after: 'new c' },
  ])
  expect(contentOf(folder)).toEqual({ a: 'old a', b: 'new b', c: 'new c' })
  expect(statSync(join(folder, 'b')).mode).toBe(mode)
})

test('the folder of a new file is made', async () => {
  const folder = folderWith({})
  await writeFiles([{ file: join(folder, 'lib/sub/c'), before: undefined, after: 'new c' }])
  expect(contentOf(join(folder, 'lib/sub'))).toEqual({ c: 'new c' })
})

test('when one file cannot be written, all are as they were', async () => {
  const folder = folderWith({ a: 'old a', b: 'old b' })
  let renamed = 0
  const failing = async (from: string, to: string) => {
    renamed += 1
    if (renamed === 3) throw new Error('the disk is gone')
    await rename(from, to)
  }
  const edits = [
    { file: join(folder, 'a'), before: 'old a', after: 'new a' },
    { file: join(folder, 'c'), before: undefined, after: 'new c' },
    { file: join(folder, 'b'), before: 'old b', after: 'new b' },
  ]
  await expect(writeFiles(edits, failing)).rejects.toThrow('the disk is gone')
  expect(contentOf(folder)).toEqual({ a: 'old a', b: 'old b' })
})

test('a file that was changed meanwhile is not overwritten, nor is any other', async () => {
  const folder = folderWith({ a: 'old a', b: 'changed by an editor' })
  const edits = [
    { file: join(folder, 'a'), before: 'old a', after: 'new a' },
    { file: join(folder, 'b'), before: 'old b', after: 'new b' },
  ]
  await expect(writeFiles(edits)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(contentOf(folder)).toEqual({ a: 'old a', b: 'changed by an editor' })
})

test('a new file that came in between is kept', async () => {
  const folder = folderWith({ c: 'of someone else' })
  await expect(writeFiles([{ file: join(folder, 'c'), before: undefined, after: 'new c' }])).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(contentOf(folder)).toEqual({ c: 'of someone else' })
})

test.skipIf(lacks('file links'))('what a link points to is edited, and the link stays', async () => {
  const folder = folderWith({ real: 'old' })
  symlinkSync(join(folder, 'real'), join(folder, 'link'))
  await writeFiles([{ file: join(folder, 'link'), before: 'old', after: 'new' }])
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new')
  expect(readdirSync(folder).sort()).toEqual(['link', 'real'])
})

test.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC'])('says which file the system lets not be written, and that none was: %s', async (code) => {
  const folder = folderWith({ a: 'old a', b: 'old b' })
  const refusing = async (from: string, to: string) => {
    if (to.endsWith('b')) throw Object.assign(new Error(`${code}: rename`), { code, syscall: 'rename' })
    await rename(from, to)
  }
  const edits = ['a', 'b'].map((name) => ({ file: join(folder, name), before: `old ${name}`, after: `new ${name}` }))
  await expect(writeFiles(edits, refusing)).rejects.toMatchObject({
    code: 'NOT_WRITTEN',
    message: `file ${join(folder, 'b')} is not writable (${code}): no file was written; mend that, and run it again`,
  })
  expect(contentOf(folder)).toEqual({ a: 'old a', b: 'old b' })
})
