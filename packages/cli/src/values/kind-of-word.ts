import { kindWord, TaskError } from '@sallyport/tasks'
import type { Given } from '../command.ts'

/** The kind that `--kind` means. @throws TaskError `WRONG_USE` */
export function kindOfWord<Kind extends string>(word: Given[string], known: readonly Kind[]): Kind | undefined {
  if (word === undefined) return undefined
  const found = known.find((kind) => kindWord(kind) === word)
  if (found === undefined)
    throw new TaskError('WRONG_USE', { message: `--kind is not one that is known here: give ${known.map(kindWord).join(', ')}` })
  return found
}
