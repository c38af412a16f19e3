import type { TemplateVariable } from '../template/functions/environment.ts'
import type { VariableValue } from '../template/functions/variable.ts'
import { looksLikePlace, looksLikeSetting } from './shown-name.ts'

/** A variable whose value in a template follows from what the template's parameters are by default. */
export interface VariableByDefault {
  /** Relative to the project's root. */
  readonly file: string
  readonly line: number
  readonly value: string
  /** Those parameters: `Stage=dev`, or the name alone of one whose default is not for showing. */
  readonly parameters: readonly string[]
}

/** The text that a variable has when it is deployed with the parameters' defaults; `undefined` where that is not known. */
export function textByDefault({ value }: TemplateVariable): string | undefined {
  if (value.kind === 'text') return value.text
  // the runtime is given the ARN; the name is the same place in the stack's own account and region
  return value.kind === 'secret' || value.kind === 'parameter' ? value.name : undefined
}

export function parametersByDefault(names: readonly string[], defaults: Readonly<Record<string, string>>): string[] {
  return names.map((name) => {
    const text = Object.hasOwn(defaults, name) ? defaults[name] : undefined
    return text !== undefined && looksLikeSetting(name, text) ? `${name}=${text}` : name
  })
}

/** Why a variable that a condition decides is not known before it is deployed; `undefined` for one that is the same in every case. */
export function whyUndecided({ possible, assumes }: TemplateVariable): string | undefined {
  const distinct = [...new Map(possible.map((each) => [JSON.stringify(each), each])).values()]
  if (distinct.length < 2) return undefined
  const names = distinct.map(shownName)
  const which = names.every((each) => each !== undefined) ? names.join(' or ') : `one of ${distinct.length} values`
  return `it is ${which}, by a condition${assumes.length === 0 ? '' : ` on ${assumes.join(', ')}`}`
}

function shownName(value: VariableValue): string | undefined {
  if (value.kind === 'secret' || value.kind === 'parameter') return value.name ?? value.logicalId
  return value.kind === 'text' && looksLikePlace(value.text) ? value.text : undefined
}
