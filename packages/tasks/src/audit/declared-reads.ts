import type { TaskContext } from '../context.ts'
import { isDeclaredAs } from '../place/is-declared-as.ts'
import type { Reader } from './reader.ts'
import type { SecretKey } from './secret-key.ts'

/** Whether a function of the project is declared to read a secret; `undefined` for who is no function of it, or one that is open. */
export type IsDeclared = (reader: Reader, secret: SecretKey) => boolean | undefined

/** What each function of the project is declared to read. */
export async function declaredReads({ project, stage }: Pick<TaskContext, 'project' | 'stage'>): Promise<IsDeclared> {
  const loaded = await project()
  if (loaded.functions.length === 0) return () => undefined
  const { reachOf } = await import('@sallyport/project')
  const reaches = await reachOf(loaded.functions)
  const declared = new Map<string, readonly ((secret: SecretKey) => boolean)[]>()
  for (const each of loaded.functions) {
    const reach = reaches.find((one) => one.function === each.name && one.open.length === 0)
    const inStage = await stage(each.stage)
    if (reach !== undefined)
      declared.set(
        each.name,
        reach.secrets.map(
          ({ place }) =>
            (secret) =>
              place.service === secret.service && isDeclaredAs(secret.name, place.name, inStage),
        ),
      )
  }
  return (reader, secret) => {
    const found = loaded.functions.find(({ name }) => name === reader.name) ?? loaded.functions.find(({ role }) => role === reader.role)
    return found === undefined ? undefined : declared.get(found.name)?.some((isSecret) => isSecret(secret))
  }
}
