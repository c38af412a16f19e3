import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDataFolder } from './data-folder.ts'

test('a folder that a newer version wrote is refused in words, and left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dataFolder = join(folder, 'data')
  const environment = { XDG_CONFIG_HOME: join(folder, 'config') }
  const opened = await openDataFolder(dataFolder, environment)
  const grounds = opened.store.table<{ format: number }>('ground')
  const ground = grounds.get(['ground'])
  opened.store.change(() => grounds.put(['ground'], { ...ground, format: 2 }))
  await opened.close()
  for (let time = 0; time < 2; time++) {
    await expect(openDataFolder(dataFolder, environment)).rejects.toThrow(
      `${dataFolder} was written by a newer sallyport (format 2, this one knows 1): use that version, or another data folder`,
    )
  }
})
