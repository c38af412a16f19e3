import { isCarriedOut, type Proposal } from '../proposing/proposal.ts'
import type { AdoptingFunction } from './adopting-function.ts'

/** A variable that a source file reads, and the secret that takes its place. */
export interface VariableUse {
  /** Absolute. */
  readonly file: string
  readonly variable: string
  /** Several where functions that share the file have different secrets in the variable. */
  readonly proposals: readonly [Proposal, ...Proposal[]]
  readonly readers: readonly AdoptingFunction[]
  /** Whether each function that reads it there means the same secret: then one handle can take its place. */
  readonly isOneSecret: boolean
}

/** The secret that a function has in a variable and that is adopted. */
export function proposalFor({ inTemplate }: AdoptingFunction, variable: string, proposals: readonly Proposal[]): Proposal | undefined {
  return proposals.find(
    (each) =>
      isCarriedOut(each) &&
      each.found.variables.some(
        (one) => one.variable === variable && one.function.file === inTemplate.file && one.function.logicalId === inTemplate.logicalId,
      ),
  )
}

/** Where the variables of `proposals` are read, by file. */
export function variableUses(functions: readonly AdoptingFunction[], proposals: readonly Proposal[]): VariableUse[] {
  const uses = new Map<string, { file: string; variable: string; readers: AdoptingFunction[] }>()
  for (const each of functions) {
    for (const { file, variable } of each.code?.reads.reads ?? []) {
      if (variable === undefined) continue
      const key = `${file}\0${variable}`
      const use = uses.get(key) ?? { file, variable, readers: [] }
      uses.set(key, use)
      if (!use.readers.includes(each)) use.readers.push(each)
    }
  }
  return [...uses.values()].flatMap((use) => {
    const held = use.readers.map((each) => proposalFor(each, use.variable, proposals))
    const [first, ...others] = new Set(held.filter((each) => each !== undefined))
    if (first === undefined) return []
    // a function that does not have the variable has nothing else to mean; one that has it with another value does
    const isOther = ({ inTemplate }: AdoptingFunction, index: number) => held[index] !== first && use.variable in inTemplate.environment
    return [{ ...use, proposals: [first, ...others] as const, isOneSecret: !use.readers.some(isOther) }]
  })
}
