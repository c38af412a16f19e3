import { relative } from 'node:path'
import type { Project } from '@sallyport/project'
import type { Account } from '../account/account.ts'
import { typedLine } from './typed-command.ts'

const maxLines = 5

/** What of a project's files is not read, a line each with file and line; `sallyport doctor` tells all of it. */
export function notReadLines({ notRead = [], cwd }: Pick<Project, 'notRead' | 'cwd'>, account: Pick<Account, 'target'>): string[] {
  const more = notRead.length - maxLines
  const told = notRead.slice(0, maxLines).map(({ file, line, reason }) => `${relative(cwd, file)}:${line} ${reason}`)
  return more > 0 ? [...told, `and ${more} more that is not read: run "${typedLine(['doctor'], account)}"`] : told
}
