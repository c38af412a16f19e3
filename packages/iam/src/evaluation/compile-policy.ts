import { compileCondition, type KeyTest } from '../conditions/compile-condition.ts'
import type { PolicyDocument, Principal, Statement } from '../policy-document/policy-document.ts'
import { PolicyError, type PolicyPosition } from '../policy-document/policy-error.ts'
import type { StatementRef } from './decision.ts'
import { compileGlob, type Glob } from './glob.ts'

/** A policy ready to evaluate: made once when it is stored. */
export interface CompiledPolicy {
  readonly name: string
  readonly statements: readonly CompiledStatement[]
}

export interface CompiledStatement {
  readonly ref: StatementRef
  readonly allows: boolean
  readonly principal: Principal | undefined
  /** Patterns of actions are in lower case. */
  readonly actions: PatternSet
  /** A trust policy names no resource: its resource is the role. */
  readonly resources: PatternSet | undefined
  readonly conditions: readonly KeyTest[]
}

export interface PatternSet {
  readonly globs: readonly Glob[]
  /** Whether the statement is about everything the patterns do not match. */
  readonly negated: boolean
}

/**
 * Compiles an identity policy for `evaluate`.
 * @param name shown as `by.policy` of a decision
 * @throws PolicyError when the document could not have come from `parsePolicy` with kind `identity`
 */
export function compilePolicy(name: string, document: PolicyDocument): CompiledPolicy {
  document.Statement.forEach((each, statement) => {
    // Evaluated as an identity policy, such a statement would hold for everyone, or for everything.
    if (each.Principal !== undefined || (each.Resource ?? each.NotResource) === undefined)
      throw new PolicyError('MALFORMED_POLICY', 'is not of an identity policy: it has a Principal, or no Resource', { statement })
  })
  return { name, statements: compileStatements(name, document) }
}

/** The statements of any kind of policy. */
export function compileStatements(policy: string, document: PolicyDocument): readonly CompiledStatement[] {
  const variables = document.Version === '2012-10-17'
  return document.Statement.map((statement, index) => ({
    ref: { policy, index, ...(statement.Sid ? { sid: statement.Sid } : {}) },
    allows: statement.Effect === 'Allow',
    principal: statement.Principal,
    actions: compileActions(statement, { statement: index }),
    resources: compileResources(statement, variables, { statement: index }),
    conditions: compileCondition(statement.Condition ?? {}, { variables, at: { statement: index, element: 'Condition' } }),
  }))
}

function compileActions({ Action, NotAction }: Statement, at: PolicyPosition): PatternSet {
  const patterns = Action ?? NotAction
  if (patterns === undefined) throw new PolicyError('MALFORMED_POLICY', 'has no Action and no NotAction: add one', at)
  // Variables do not work in actions. Source: IAM User Guide, "IAM policy elements: Variables and tags", "Where you can use policy variables".
  const globs = patterns.map((pattern) => compileGlob(pattern.toLowerCase(), { variables: false, at }))
  return { globs, negated: Action === undefined }
}

function compileResources({ Resource, NotResource }: Statement, variables: boolean, at: PolicyPosition): PatternSet | undefined {
  const element = Resource === undefined ? 'NotResource' : 'Resource'
  const globs = (Resource ?? NotResource)?.map((pattern) => compileGlob(pattern, { variables, at: { ...at, element } }))
  return globs && { globs, negated: Resource === undefined }
}
