import { createTwoFilesPatch } from 'diff'
import type { FileEdit } from './file-edit.ts'

/** A unified difference of a file, named by its path below the project's root. */
export function fileDifference(path: string, { before, after }: Pick<FileEdit, 'before' | 'after'>): string {
  const from = before === undefined ? '/dev/null' : `a/${path}`
  return createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, { context: 3 }).replace(/^=+\r?\n/, '')
}

/** The same difference under another path. */
export function renamed(difference: string, path: string): string {
  return difference.replace(/^--- .*$/m, `--- a/${path}`).replace(/^\+\+\+ .*$/m, `+++ b/${path}`)
}
