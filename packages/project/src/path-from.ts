import { relative, sep } from 'node:path'

/** A file's path below `root`, with slashes. */
export function pathFrom(root: string, file: string): string {
  return relative(root, file).split(sep).join('/')
}
