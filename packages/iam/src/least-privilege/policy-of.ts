import type { PolicyDocument, Statement } from '../policy-document/policy-document.ts'
import { mergeStatements } from './merge-statements.ts'

/**
 * One policy of many statements, the same whatever their order, which allows exactly what they allow one by one.
 * Statements of one Sid that cannot be merged are numbered (`ReadSecrets`, `ReadSecrets2`).
 * No statements give a document without any, which IAM refuses: a function that reads nothing needs no policy.
 * @example
 * policyOf([...secretReadStatement(stripe), ...secretReadStatement(crm), ...parameterReadStatement(weather)])
 */
export function policyOf(statements: readonly Statement[]): PolicyDocument {
  const used = new Set<string>()
  return {
    Version: '2012-10-17',
    Statement: mergeStatements(statements).map(({ Sid, ...statement }) => ({
      Sid: unusedSid(Sid || sidOf(statement), used),
      ...statement,
    })),
  }
}

/** `BatchGetSecretValue` for a statement that came without a Sid: letters and digits are all that a Sid may have. */
function sidOf({ Action, NotAction }: Statement): string {
  const [action = ''] = Action ?? NotAction ?? []
  return action.slice(action.indexOf(':') + 1).replace(/[^0-9A-Za-z]/g, '') || 'Statement'
}

function unusedSid(sid: string, used: Set<string>): string {
  let unused = sid
  for (let number = 2; used.has(unused); number++) unused = `${sid}${number}`
  used.add(unused)
  return unused
}
