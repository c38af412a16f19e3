// Bytes of a function's bundle, minified, and minified and gzipped, by what it imports.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { bundlers } from '../bundle-size/bundlers.ts'
import { entries } from '../bundle-size/entries.ts'
import { markdownTable } from '../measuring/markdown-table.ts'
import type { Part } from './part.ts'

export const bundle: Part = {
  name: 'bundle',
  title: 'Size of the bundle',
  isPerNode: false,
  async run({ rows: asked = /^/, print }) {
    // Below this package, where its dependencies are found.
    const folder = await mkdtemp(fileURLToPath(new URL('../bundle-', import.meta.url)))
    try {
      const head = ['what is imported', ...Object.keys(bundlers).flatMap((name) => [name, 'gzipped'])]
      const rows: string[][] = []
      for (const [label, text] of Object.entries(await entries())) {
        if (!asked.test(label)) continue
        const cells: string[] = []
        for (const [name, bundled] of Object.entries(bundlers)) {
          const [entry, file] = [join(folder, 'entry.mjs'), join(folder, `${name}.cjs`)]
          await writeFile(entry, text)
          await bundled(entry, file)
          const bytes = await readFile(file)
          cells.push(String(bytes.length), String(gzipSync(bytes).length))
        }
        rows.push([label, ...cells])
      }
      print('\nBytes of a bundle for Node, one minified CommonJS file\n')
      print(markdownTable([head, ...rows]))
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}
