import { compileStatements } from '../evaluation/compile-policy.ts'
import { duplicateKey } from './duplicate-key.ts'
import { isJsonObject } from './json-object.ts'
import { parseStatement } from './parse-statement.ts'
import type { PolicyDocument, PolicyKind, PolicyVersion, Statement } from './policy-document.ts'
import { PolicyError, quoted } from './policy-error.ts'

/**
 * Characters a document may have.
 * Source: IAM API Reference, "CreateRole" and "PutRolePolicy", length constraint of `PolicyDocument`.
 */
export const maxPolicyCharacters = 131_072

/**
 * Reads and checks a policy document; a lone statement and lone strings become lists.
 * What this package cannot evaluate yet is refused here, never skipped: a skipped Deny would be an allow.
 * @param document the JSON text, or the object it stands for
 * @param options.kind `identity` (default) has no Principal; `trust` has one and no Resource; `resource` has both
 * @throws PolicyError whose message and `position` say which statement and element
 * @example
 * parsePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ssm:GetParameters","Resource":"*"}}')
 */
export function parsePolicy(document: string | object, { kind = 'identity' }: { kind?: PolicyKind } = {}): PolicyDocument {
  const root = typeof document === 'string' ? parseJson(document) : document
  if (!isJsonObject(root)) throw new PolicyError('MALFORMED_POLICY', 'is not a JSON object')
  for (const element of Object.keys(root))
    if (element !== 'Version' && element !== 'Id' && element !== 'Statement')
      throw new PolicyError('MALFORMED_POLICY', `has an unknown element ${quoted(element)}: it may have Version, Id and Statement`)
  const { Version, Id } = root
  if (Id !== undefined && typeof Id !== 'string') throw new PolicyError('MALFORMED_POLICY', 'is not a string', { element: 'Id' })
  const policy: PolicyDocument = {
    ...(Version !== undefined && { Version: parseVersion(Version) }),
    ...(Id !== undefined && { Id }),
    Statement: parseStatements(root['Statement'], kind),
  }
  compileStatements('', policy) // refuses the operators, values and variables that could not be evaluated
  return policy
}

function parseJson(text: string): unknown {
  if (text.length > maxPolicyCharacters)
    throw new PolicyError('MALFORMED_POLICY', `has ${text.length} characters: at most ${maxPolicyCharacters} are accepted`)
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    // The parser's own message is left out: it quotes the text, and somebody may have given the wrong file.
    throw new PolicyError('MALFORMED_POLICY', 'is not valid JSON')
  }
  const repeated = duplicateKey(text)
  if (repeated !== undefined)
    throw new PolicyError('MALFORMED_POLICY', `has the key ${quoted(repeated)} twice in one object: join the two into one`)
  return parsed
}

function parseVersion(value: unknown): PolicyVersion {
  if (value === '2012-10-17' || value === '2008-10-17') return value
  throw new PolicyError('MALFORMED_POLICY', 'is not a valid version: write "2012-10-17"', { element: 'Version' })
}

function parseStatements(value: unknown, kind: PolicyKind): readonly Statement[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (value === undefined || list.length === 0) throw new PolicyError('MALFORMED_POLICY', 'has no Statement: add at least one')
  const statements = list.map((each, index) => parseStatement(each, index, kind))
  const seen = new Set<string>()
  statements.forEach(({ Sid }, statement) => {
    // An empty Sid is what the console writes into trust policies; it identifies nothing, so it may stand twice.
    if (Sid === undefined || Sid === '') return
    if (seen.has(Sid))
      throw new PolicyError('MALFORMED_POLICY', `is not unique: another statement has ${quoted(Sid)} too`, { statement, element: 'Sid' })
    seen.add(Sid)
  })
  return statements
}
