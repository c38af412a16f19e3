// The project's documents: every Markdown file that git has or would take.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

export interface Block {
  /** The word behind the fence: `ts`, `sh`, `text`. */
  readonly language: string
  /** The file that the block is, where the fence says it: `ts src/secrets.ts`. */
  readonly file: string | undefined
  readonly text: string
  /** Of its first line, from 1. */
  readonly line: number
}

/** Their paths, from the root. */
export function documents(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root, encoding: 'utf8' })
  return [...new Set(listed.trim().split('\n'))].filter((document) => existsSync(join(root, document))).sort()
}

export function textOf(document: string): string {
  return readFileSync(join(root, document), 'utf8')
}

/** The fenced blocks of a document, in their order. */
export function blocksOf(document: string): Block[] {
  const text = textOf(document)
  return [...text.matchAll(/^```(?<language>[a-z]+)(?: (?<file>\S+))?\n(?<body>[\s\S]*?)^```$/gm)].map(({ index, groups }) => ({
    language: groups?.['language'] ?? '',
    file: groups?.['file'],
    text: groups?.['body'] ?? '',
    line: text.slice(0, index).split('\n').length + 1,
  }))
}

/** The lines that a reader types, in their order. */
export function linesOf(blocks: readonly Block[]): string[] {
  return blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.trim().split('\n'))
}

/** A document without its blocks, so that what they hold is not taken for its own text. Lines stay where they are. */
export function proseOf(document: string): string {
  return textOf(document).replaceAll(/^```[\s\S]*?^```$/gm, (block) => block.replaceAll(/[^\n]/g, ''))
}
