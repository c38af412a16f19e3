import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { lacks } from '../../../../test/platform.ts'
import { checkZip, UnusableZip, unpackCode } from './unpacked-code.ts'

async function zipOf(add: (zip: ZipFile) => void): Promise<Buffer> {
  const zip = new ZipFile()
  add(zip)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** yazl refuses bad names, so they are written over good ones of the same length. */
function renamed(zip: Buffer, name: string, other: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(name, other), 'latin1')
}

async function unpacked<T>(zip: Uint8Array, look: (folder: string) => Promise<T>): Promise<T> {
  const outer = await mkdtemp(join(tmpdir(), 'sallyport-unpacked-'))
  try {
    const folder = await mkdtemp(join(outer, 'code-'))
    await unpackCode(zip, folder)
    return await look(folder)
  } finally {
    await rm(outer, { recursive: true, force: true })
  }
}

test('unpacks files and folders', async () => {
  const zip = await zipOf((file) => {
    file.addBuffer(Buffer.from('exports.handler = 1'), 'src/index.js')
    file.addEmptyDirectory('empty')
  })
  await unpacked(zip, async (folder) => {
    expect((await readdir(folder)).sort()).toEqual(['empty', 'src'])
    expect(await readFile(join(folder, 'src/index.js'), 'utf8')).toBe('exports.handler = 1')
  })
})

test.skipIf(lacks('file modes'))('unpacks files readable but not writable, executable ones so', async () => {
  const zip = await zipOf((file) => {
    file.addBuffer(Buffer.from('exports.handler = 1'), 'src/index.js')
    file.addBuffer(Buffer.from('#!/bin/sh'), 'bin/run', { mode: 0o100755 })
  })
  await unpacked(zip, async (folder) => {
    expect((await stat(join(folder, 'src/index.js'))).mode & 0o777).toBe(0o400)
    expect((await stat(join(folder, 'bin/run'))).mode & 0o777).toBe(0o500)
  })
})

const file = (name: string, options = {}) => zipOf((zip) => zip.addBuffer(Buffer.from('content'), name, options))

const twoFiles = (zip: ZipFile) => {
  for (const name of ['a.js', 'b.js']) zip.addBuffer(Buffer.from(name), name)
}

test.each([
  ['a path that leaves the folder', async () => renamed(await file('xx/x.js'), 'xx/x.js', '../x.js')],
  ['a path that leaves the folder on its way', async () => renamed(await file('a/xx/xx/x.js'), 'a/xx/xx/x.js', 'a/../../x.js')],
  ['an absolute path', async () => renamed(await file('xtmp/x.js'), 'xtmp/x.js', '/tmp/x.js')],
  ['a path of Windows that leaves the folder', async () => renamed(await file('xx/x.js'), 'xx/x.js', '..\\x.js')],
  ['a drive', async () => renamed(await file('xx/x.js'), 'xx/x.js', 'c:/x.js')],
  ['a symbolic link', () => file('link', { mode: 0o120777 })],
  ['a file that is there twice', async () => renamed(await zipOf(twoFiles), 'b.js', 'a.js')],
  ['bytes that are no zip file', async () => Buffer.from('not a zip file, but long enough to be looked at')],
  ['nothing', async () => Buffer.of()],
  ['half a zip file', async () => (await file('x.js')).subarray(0, 40)],
])('refuses %s, and says so before anything is unpacked', async (_, zip) => {
  const bytes = await zip()
  await expect(checkZip(bytes)).rejects.toThrow(UnusableZip)
  await expect(unpacked(bytes, (folder) => readdir(join(folder, '..')))).rejects.toThrow(UnusableZip)
})

test('refuses more than 250 MB unzipped, by what is declared', async () => {
  const zip = await zipOf((out) => out.addBuffer(Buffer.alloc(1024), 'big.bin', { compress: true }))
  const declared = Buffer.alloc(4)
  declared.writeUInt32LE(1024)
  const huge = Buffer.alloc(4)
  huge.writeUInt32LE(250 * 1024 * 1024 + 1)
  await expect(checkZip(renamed(zip, declared.toString('latin1'), huge.toString('latin1')))).rejects.toThrow('unzipped size')
})

test('refuses a file that is larger than it declares', async () => {
  const zip = await zipOf((out) => out.addBuffer(Buffer.alloc(1024), 'big.bin', { compress: true }))
  const [declared, less] = [1024, 10].map((size) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(size)
    return bytes.toString('latin1')
  }) as [string, string] // as many as were given
  await expect(unpacked(renamed(zip, declared, less), (folder) => readdir(folder))).rejects.toThrow(UnusableZip)
})
