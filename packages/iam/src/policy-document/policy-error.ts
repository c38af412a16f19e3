/**
 * What is wrong:
 * `MALFORMED_POLICY` is not a policy as AWS defines it; `UNKNOWN_OPERATOR` names a condition operator that AWS does not have;
 * `NOT_SUPPORTED` is valid on AWS and not evaluated here yet, so it is refused rather than skipped; `NOT_GRANTABLE` is a name,
 * an ARN or an account for which no exact statement can be written.
 */
export type PolicyErrorCode = 'MALFORMED_POLICY' | 'UNKNOWN_OPERATOR' | 'NOT_SUPPORTED' | 'NOT_GRANTABLE'

/** Where in a document: the statement counted from 0, and the element's name. */
export interface PolicyPosition {
  readonly statement?: number
  readonly element?: string
}

export class PolicyError extends Error {
  override readonly name = 'PolicyError'
  readonly code: PolicyErrorCode
  readonly position: PolicyPosition

  /** @param problem continues a sentence whose subject is the position: `has no Effect: add "Allow" or "Deny"` */
  constructor(code: PolicyErrorCode, problem: string, position: PolicyPosition = {}) {
    super(`${subject(position)} ${problem}`)
    this.code = code
    this.position = position
  }
}

function subject({ statement, element }: PolicyPosition): string {
  if (statement === undefined) return element ?? 'policy document'
  return element === undefined ? `Statement[${statement}]` : `Statement[${statement}].${element}`
}

/** Text from a document as a message may show it: quoted, with control characters escaped, and cut. */
export function quoted(text: string, maxCharacters = 100): string {
  return JSON.stringify(text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text)
}
