import type { Kind } from '../../forms/forms.ts'
import type { ParameterType, SecretService } from '../../secret-services.ts'
import type { FoundSecret } from '../finding/found-secrets.ts'
import type { StageValue } from './stage-values.ts'

/**
 * What there is of the secret that is proposed: `new` is to be stored; `same` holds this value already; `existing` is what the template
 * itself names; `missing` is named by the template and not there; `differs` holds another value, which is never replaced; `valueNeeded` is
 * typed by whoever deploys, and is not known here; `skipped` was left out by the person.
 */
export const proposalStates = ['new', 'same', 'existing', 'missing', 'differs', 'valueNeeded', 'skipped'] as const

export type ProposalState = (typeof proposalStates)[number]

export interface ProposedPlace {
  readonly service: SecretService
  /** With `{stage}` left in. */
  readonly name: string
  readonly field: string | undefined
  /** Of a parameter that is there. */
  readonly type: ParameterType | undefined
}

/** Where a secret goes, or which existing one it is, and what it is called in the code. */
export interface Proposal {
  readonly found: FoundSecret
  readonly place: ProposedPlace
  readonly kind: Kind
  readonly exportName: string
  readonly state: ProposalState
  /** To be stored, where it is `new`: in each stage that does not have it yet. */
  readonly values: readonly StageValue[]
  readonly notes: readonly string[]
}

/** Whether code and template are edited for it; nothing is, in the end, while a value is still needed. */
export function isCarriedOut({ state }: Proposal): boolean {
  return state !== 'skipped' && state !== 'differs'
}

/** What a person wants otherwise than it is proposed. */
export interface Choice {
  readonly name?: string | undefined
  readonly parameter?: boolean | undefined
  readonly kind?: Kind | undefined
  readonly exportName?: string | undefined
  readonly skip?: boolean | undefined
}
