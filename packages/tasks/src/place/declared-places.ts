import { relative } from 'node:path'
import type { DeclaredSecret, OpenDeclaration, Project, ProjectFunction, VariableByDefault } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import type { ParameterType, SecretService } from '../secret-services.ts'
import { isProject } from './declaring-files.ts'
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
  /** The variable that holds its name, where the template's defaults say what it is set to. */
  readonly byDefault?: Readonly<Record<string, VariableByDefault>> | undefined
  /** `src/secrets.ts:3` */
  readonly at: string
}

/** A declaration of which nobody knows the place before the function is deployed. */
export interface OpenPlace {
  readonly exportName: string | undefined
  /** Continues "… is declared at …, but ". */
  readonly reason: string
  readonly at: string
}

export interface DeclaredInProject {
  /** Where functions set a variable to different names, the declaration stands here once for each. */
  readonly places: readonly DeclaredPlace[]
  readonly open: readonly OpenPlace[]
}

/** What the project's files declare. A file that does not parse declares nothing, and that is said. */
export async function declaredInProject({ project, progress }: Pick<TaskContext, 'project' | 'progress'>): Promise<DeclaredInProject> {
  const loaded = await project()
  if (loaded.declarations.length === 0 && !isProject(loaded)) return { places: [], open: [] }
  const { declarationsOf } = await import('@sallyport/project')
  const { secrets, open, unreadable } = await declarationsOf(loaded)
  for (const { message } of unreadable) progress(`${message}; what it declares is not known`)
  return {
    places: secrets.map(({ secret, functions }) => declaredPlace(secret, functions, loaded)),
    open: open.map(openPlace),
  }
}

function declaredPlace(
  { exportName, kind, place, field, file, line }: DeclaredSecret,
  functions: readonly ProjectFunction[],
  { root }: Project,
): DeclaredPlace {
  const { service, name, type, variable } = place
  const found = variable === undefined ? undefined : functions.find(({ byDefault = {} }) => Object.hasOwn(byDefault, variable))
  const byDefault = variable === undefined ? undefined : found?.byDefault?.[variable]
  return {
    exportName,
    kind,
    service,
    id: name,
    name: name.startsWith('arn:') ? placeArn(name).name : name,
    field,
    type,
    ...(variable === undefined || byDefault === undefined ? {} : { byDefault: { [variable]: byDefault } }),
    at: `${relative(root, file)}:${line}`,
  }
}

function openPlace({ exportName, file, line, reason }: OpenDeclaration): OpenPlace {
  return { exportName, reason, at: line === undefined ? file : `${file}:${line}` }
}
