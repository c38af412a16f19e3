import type { TaskContext } from '../context.ts'
import { pagesOf } from '../list/pages.ts'
import type { DeclaredPlace } from '../place/declared-places.ts'
import { type SecretService, serviceOfName } from '../secret-services.ts'
import { TaskError } from '../task-error.ts'

/** A place with `{stage}` in its name. */
export interface StagedPlace {
  readonly service: SecretService
  readonly name: string
}

/** What is stored under names that begin with one of the stages, `dev/…` or `/dev/…`. */
export async function storedInStages(stages: readonly string[], { account }: TaskContext): Promise<StagedPlace[]> {
  const [secrets, parameters] = await Promise.all([account.secretsManager(), account.parameterStore()])
  const found: StagedPlace[] = []
  for (const stage of stages) {
    const secretPages = pagesOf((next) =>
      secrets.listSecrets({ MaxResults: 100, Filters: [{ Key: 'name', Values: [`${stage}/`] }], ...next }),
    )
    for await (const { SecretList = [] } of secretPages)
      for (const { Name = '' } of SecretList) found.push({ service: 'secretsmanager', name: withStage(Name, `${stage}/`, '{stage}/') })
    const parameterPages = pagesOf((next) =>
      parameters.describeParameters({
        MaxResults: 50,
        ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: [`/${stage}/`] }],
        ...next,
      }),
    )
    for await (const { Parameters = [] } of parameterPages)
      for (const { Name = '' } of Parameters) found.push({ service: 'ssm', name: withStage(Name, `/${stage}/`, '/{stage}/') })
  }
  return found.filter(({ name }) => name.includes('{stage}'))
}

/**
 * The place that a person means: an export, a name with `{stage}`, or a name that has one of the stages as a part.
 * @throws TaskError `WRONG_USE`
 */
export function stagedPlace(
  name: string,
  parameter: boolean | undefined,
  stages: readonly string[],
  declared: readonly DeclaredPlace[],
): StagedPlace {
  const byExport = declared.find(({ exportName }) => exportName === name)
  if (byExport !== undefined) return { service: byExport.service, name: byExport.id }
  const staged = name
    .split('/')
    .map((part) => (stages.includes(part) ? '{stage}' : part))
    .join('/')
  if (!staged.includes('{stage}'))
    throw new TaskError('WRONG_USE', {
      message: `${name} does not say where its stage stands: write it as "{stage}", as in {stage}/stripe`,
    })
  const service = declared.find(({ id }) => id === staged)?.service
  return { service: service ?? (parameter === true ? 'ssm' : serviceOfName(staged)), name: staged }
}

/** Secrets Manager's filter takes names that begin so, without regard to case ("ListSecrets", Filters): only the exact ones count. */
function withStage(name: string, beginning: string, staged: string): string {
  return name.startsWith(beginning) ? staged + name.slice(beginning.length) : name
}
