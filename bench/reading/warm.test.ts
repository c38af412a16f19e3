import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lacks } from '../../test/platform.ts'
import { printedTables } from './printed-tables.ts'

test.skipIf(lacks('a POSIX shell'))(
  'cached reads are measured with the Node that was asked for, whose version the table names',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-test-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const [node, log] = [join(folder, 'node'), join(folder, 'started')]
    await writeFile(node, `#!/bin/sh\necho "$1" >> '${log}'\nexec '${process.execPath}' "$@"\n`)
    await chmod(node, 0o755)

    const [table] = await printedTables('warm', '--rounds', '1', '--node', node)
    expect(table?.title).toContain(`Node ${process.versions.node}`)
    expect(table?.labels.map((label) => label.split(',')[0])).toEqual([
      'an awaited Map lookup behind an async function',
      'sallyport',
      'Powertools',
      'middy',
      'reading the clock',
      'sallyport',
    ])
    expect(table?.empty).toEqual([])
    const started = await readFile(log, 'utf8')
    for (const reader of ['sallyport', 'powertools', 'middy']) expect(started).toContain(`warm-reads.${reader}.cjs`)
  },
  300_000,
)

test('a part that is not there is told, with those that are', async () => {
  await expect(printedTables('worm')).rejects.toThrow(/worm is not a part: give cold, warm, many, bundle, trouble/)
})
