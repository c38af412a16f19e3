import { basename, dirname } from 'node:path'
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
  return {
    secrets: secrets.map((each) => ({ id: idOf(each.variables[0], secrets), ...each })),
    left: all.filter(({ origin }) => origin === undefined),
  }
}

const idForms: readonly ((first: FoundVariable) => string)[] = [
  ({ variable }) => variable,
  ({ variable, function: of }) => `${variable} of ${of.logicalId}`,
  ({ variable, function: of }) => `${variable} of ${stackName(of)}-${of.logicalId}`,
]

/** The shortest that is no other's. */
function idOf(first: FoundVariable, all: readonly StagedSecret[]): string {
  const isUnique = (form: (each: FoundVariable) => string) => all.filter((each) => form(each.variables[0]) === form(first)).length === 1
  const form = idForms.find(isUnique) ?? inFile
  return form(first)
}

/** Templates of several folders have one name. */
function inFile({ variable, function: { logicalId, file } }: FoundVariable): string {
  return `${variable} of ${logicalId} in ${basename(dirname(file))}/${basename(file)}`
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
