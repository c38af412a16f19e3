import type { FunctionInTemplate } from '@sallyport/project'
import { type FoundVariable, foundVariables, type Origin } from './found-variable.ts'
import { stackName } from './stack-name.ts'
import { type StagedSecret, stagedSecrets } from './staged-secrets.ts'

/** One secret, with every variable that holds it. `origin` is that of the first stage. */
export interface FoundSecret extends StagedSecret {
  /**
   * The variable's name; where variables of one name hold different secrets, with its function's: `API_KEY of Charge`, and where functions of
   * one name do, with the template's too: `API_KEY of Shop-prod-Charge`.
   */
  readonly id: string
}

export interface FoundSecrets {
  readonly secrets: readonly FoundSecret[]
  /** Secrets of which the template does not tell enough. */
  readonly left: readonly FoundVariable[]
}

/** The secrets in the variables of all functions; the same value is one secret, whatever its variables are called. */
export function foundSecrets(functions: readonly FunctionInTemplate[]): FoundSecrets {
  const all = functions.flatMap(foundVariables)
  const groups = new Map<string, { origin: Origin; variables: [FoundVariable, ...FoundVariable[]] }>()
  for (const each of all) {
    if (each.origin === undefined) continue
    const key = keyOf(each.origin)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { origin: each.origin, variables: [each] })
    else group.variables.push(each)
  }
  const secrets = stagedSecrets([...groups.values()])
  const ids = uniqueIds(secrets)
  return {
    secrets: secrets.map((each, index) => ({ id: ids[index] ?? '', ...each })),
    left: all.filter(({ origin }) => origin === undefined),
  }
}

function uniqueIds(secrets: readonly StagedSecret[]): string[] {
  const firsts = secrets.map(({ variables: [first] }) => first)
  const forms: ((each: FoundVariable) => string)[] = [
    ({ variable }) => variable,
    ({ variable, function: of }) => `${variable} of ${of.logicalId}`,
    ({ variable, function: of }) => `${variable} of ${stackName(of)}-${of.logicalId}`,
  ]
  return firsts.map((first) => {
    const unique = forms.find((form) => firsts.filter((each) => form(each) === form(first)).length === 1)
    return (unique ?? forms[2] ?? String)(first)
  })
}

function keyOf(origin: Origin): string {
  switch (origin.kind) {
    case 'plain':
      return `plain ${Buffer.from(origin.value).toString('base64')}`
    case 'input':
      return `input ${origin.parameter}`
    case 'reference': {
      const { service, name, field } = origin.reference
      return JSON.stringify([service, name, field ?? null])
    }
  }
}
