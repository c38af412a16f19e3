import type { TaskContext } from '../context.ts'
import { isDeclaredAs } from '../place/is-declared-as.ts'
import { otherReadMatch } from './other-read-match.ts'
import type { Reader } from './reader.ts'
import type { KnownSecret, SecretKey } from './secret-key.ts'

/**
 * Whether a function of the project is declared to read a secret, or its code reads it by another library; `undefined` for who is no
 * function of it, and where more than is known may be read: by one that is open, or whose other reads do not say their names.
 */
export type IsDeclared = (reader: Reader, secret: SecretKey) => boolean | undefined

/** What each function of the project is declared to read. */
export async function declaredReads(
  { project, stage }: Pick<TaskContext, 'project' | 'stage'>,
  known: readonly KnownSecret[],
): Promise<IsDeclared> {
  const loaded = await project()
  if (loaded.functions.length === 0) return () => undefined
  const { reachOf } = await import('@sallyport/project')
  const reaches = await reachOf(loaded.functions)
  const declared = new Map<string, (secret: SecretKey) => boolean | undefined>()
  for (const each of loaded.functions) {
    const reach = reaches.find((one) => one.function === each.name && one.open.length === 0)
    const inStage = await stage(each.stage)
    if (reach === undefined) continue
    const others = reach.otherReads.map((read) => ({ read, isRead: otherReadMatch(read, known) }))
    declared.set(each.name, (secret) => {
      const isDeclared = reach.secrets.some(
        ({ place }) => place.service === secret.service && isDeclaredAs(secret.name, place.name, inStage),
      )
      if (isDeclared || others.some(({ isRead }) => isRead?.(secret) === true)) return true
      return others.some(({ read, isRead }) => isRead === undefined && read.service === secret.service) ? undefined : false
    })
  }
  return (reader, secret) => {
    const found = loaded.functions.find(({ name }) => name === reader.name) ?? loaded.functions.find(({ role }) => role === reader.role)
    return found === undefined ? undefined : declared.get(found.name)?.(secret)
  }
}
