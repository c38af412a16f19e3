import type { TaskContext } from '../context.ts'
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

/** Whether `name` is the place that a declaration writes with `{stage}`: in this stage, or in any when none is said. */
export function isDeclaredAs(name: string, declared: string, stage: string | undefined): boolean {
  const inStage = stage ?? '[A-Za-z0-9_-]{1,32}'
  const pattern = withoutSlash(declared).split('{stage}').map(escaped).join(inStage)
  return new RegExp(`^${pattern}$`).test(withoutSlash(name))
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, '')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
