import type { FunctionInTemplate } from '@sallyport/project'
import { type FoundVariable, foundVariables, type Origin } from './found-variable.ts'

/** One secret, with every variable that holds it. */
export interface FoundSecret {
  /** The variable's name; where variables of one name hold different secrets, with its function's: `API_KEY of Charge`. */
  readonly id: string
  readonly origin: Origin
  readonly variables: readonly [FoundVariable, ...FoundVariable[]]
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
  const named = [...groups.values()]
  const timesNamed = (variable: string) => named.filter(({ variables: [first] }) => first.variable === variable).length
  const secrets = named.map(({ origin, variables }) => {
    const [{ variable, function: of }] = variables
    return { id: timesNamed(variable) > 1 ? `${variable} of ${of.logicalId}` : variable, origin, variables }
  })
  return { secrets, left: all.filter(({ origin }) => origin === undefined) }
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
