import type { Statement } from '../policy-document/policy-document.ts'

export type Decision = Allowed | ExplicitDeny | ImplicitDeny

export interface Allowed {
  readonly allowed: true
  /** The first statement that allows it. */
  readonly by: StatementRef
}

export interface ExplicitDeny {
  readonly allowed: false
  readonly reason: 'explicitDeny'
  readonly by: StatementRef
}

export interface ImplicitDeny {
  readonly allowed: false
  readonly reason: 'implicitDeny'
  /** The statement that would allow exactly this request, were it added. */
  readonly missing: Statement
}

/** A statement of a named policy, counted from 0. */
export interface StatementRef {
  readonly policy: string
  readonly index: number
  readonly sid?: string
}
