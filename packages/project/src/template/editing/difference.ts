import { basename } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { templateDocument } from '../reading/template-document.ts'
import { withoutValues } from './hidden-values.ts'

/** A unified difference to show a person; empty when nothing changes. */
export function shownDifference(file: string, before: string, after: string, shown: ReadonlySet<string>): string {
  if (before === after) return ''
  const [old, now] = [before, after].map((text) => withoutValues(templateDocument(file, text), shown))
  const name = basename(file)
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, old ?? '', now ?? '', undefined, undefined, { context: 3 }).replace(/^=+\r?\n/, '')
}
