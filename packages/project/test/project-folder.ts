import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Runs `body` with a fresh folder that holds `files`, and takes the folder away. */
export async function inFolder<T>(files: Readonly<Record<string, string>>, body: (root: string) => Promise<T>): Promise<T> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-project-')))
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), content)
    }
    return await body(root)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
