import { relative, sep } from 'node:path'

/** A file's path below the project's root, with slashes. */
export function relativeTo(root: string, file: string): string {
  return relative(root, file).split(sep).join('/')
}
