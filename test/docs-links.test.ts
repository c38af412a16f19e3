// Every relative link of every document leads to a file that is there, and to a heading that it has.
import { existsSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { documents, proseOf, root } from './documents.ts'

test('every relative link leads to a file of the project, and to a heading that it has', () => {
  const links = documents().flatMap(linksOf)
  expect(links.length).toBeGreaterThan(40)
  expect(links.map(problemOf).filter((problem) => problem !== undefined)).toEqual([])
})

test('every page of docs/ stands in its index', () => {
  const listed = new Set(linksOf('docs/README.md').map(({ path }) => path))
  const pages = documents().filter((document) => /^docs\/[^/]+\.md$/.test(document) && document !== 'docs/README.md')
  expect(pages.filter((page) => !listed.has(page))).toEqual([])
})

test.each([
  ['## Names and values', 'names-and-values'],
  ['### `put` keeps what was given', 'put-keeps-what-was-given'],
  ['## What is there, and how', 'what-is-there-and-how'],
  ['## [A link](page.md) in it', 'a-link-in-it'],
])('a heading %s is linked to as #%s', (heading, anchor) => {
  expect(anchorsIn(`${heading}\n`)).toEqual([anchor])
})

interface Link {
  readonly document: string
  /** From the root. */
  readonly path: string
  readonly anchor: string | undefined
}

function linksOf(document: string): Link[] {
  const inline = proseOf(document).matchAll(/\]\((?!https?:|mailto:)(?<path>[^)#\s]*)(?:#(?<anchor>[^)\s]+))?\)/g)
  return [...inline].map(({ groups }) => {
    const path = groups?.['path'] ?? ''
    return { document, path: path === '' ? document : normalize(join(dirname(document), path)), anchor: groups?.['anchor'] }
  })
}

function problemOf({ document, path, anchor }: Link): string | undefined {
  const file = join(root, path)
  if (path.startsWith('..') || !existsSync(file)) return `${document}: ${path} is not there`
  if (anchor === undefined) return undefined
  const page = statSync(file).isDirectory() ? join(path, 'README.md') : path
  return anchorsIn(proseOf(page)).includes(anchor) ? undefined : `${document}: ${path} has no heading #${anchor}`
}

/** As GitHub makes them: in lower case, without marks, a hyphen for a space; the second of a name gets `-1`. */
function anchorsIn(text: string): string[] {
  const seen = new Map<string, number>()
  return [...text.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-')
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${before}`
  })
}
