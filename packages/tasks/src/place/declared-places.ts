import { relative } from 'node:path'
import type { DeclaredSecret, Project } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { isProjectError } from '../project-failure.ts'
import type { ParameterType, SecretService } from '../secret-services.ts'
import { declaringFiles } from './declaring-files.ts'
import { placeArn } from './place-arn.ts'

/** A place as the project declares it. */
export interface DeclaredPlace {
  readonly exportName: string | undefined
  readonly kind: string
  readonly service: SecretService
  /** With `{stage}` and `{id}` left in; an ARN's name. */
  readonly name: string
  /** What AWS is asked for: the name, or the full ARN where that is declared. */
  readonly id: string
  /** The field of a JSON secret that it is. */
  readonly field: string | undefined
  /** The type of a parameter, where it is declared. */
  readonly type: ParameterType | undefined
  /** `src/secrets.ts:3` */
  readonly at: string
}

/** What the project's files declare. A file that does not parse declares nothing, and that is said. */
export async function declaredPlaces({ project, progress }: Pick<TaskContext, 'project' | 'progress'>): Promise<readonly DeclaredPlace[]> {
  const loaded = await project()
  const files = await declaringFiles(loaded)
  if (files.length === 0) return []
  const { declaredSecrets } = await import('@sallyport/project')
  const environment = sharedEnvironment(loaded)
  const found = await Promise.all(
    files.map(async (file) => {
      try {
        return (await declaredSecrets([file], { root: loaded.root, environment })).secrets
      } catch (error) {
        if (!isProjectError(error) || error.code !== 'DECLARATION_UNREADABLE') throw error
        progress(`${error.message}; what it declares is not known`)
        return []
      }
    }),
  )
  return found.flat().map((secret) => declaredPlace(secret, loaded))
}

function declaredPlace({ exportName, kind, place, field, file, line }: DeclaredSecret, { root }: Project): DeclaredPlace {
  const { service, name, type } = place
  return {
    exportName,
    kind,
    service,
    id: name,
    name: name.startsWith('arn:') ? placeArn(name).name : name,
    field,
    type,
    at: `${relative(root, file)}:${line}`,
  }
}

/** Variables that hold a place's name mean one place only where every function that sets them sets the same. */
function sharedEnvironment({ functions }: Project): Record<string, string> {
  const all = functions.flatMap(({ environment }) => Object.entries(environment))
  return Object.fromEntries(all.filter(([name, value]) => all.every(([other, its]) => other !== name || its === value)))
}
