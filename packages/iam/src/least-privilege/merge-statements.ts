import type { Condition, Statement } from '../policy-document/policy-document.ts'

/**
 * Statements that differ only in their resources become one, and so do those that differ only in the value of one
 * `kms:EncryptionContext:` key. Either list is an "or", so that nothing is allowed by the whole that no part allowed.
 */
export function mergeStatements(statements: readonly Statement[]): readonly Statement[] {
  const merged = mergedBy(resources, mergedBy(encryptionContext, statements.map(canonical)))
  return merged
    .map((statement) => ({ statement, text: JSON.stringify(statement) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ statement }) => statement)
}

/** A statement as one list of its values, and a way back. */
interface Varying {
  readonly values: readonly string[]
  readonly withValues: (values: readonly string[]) => Statement
}

function mergedBy(varyingOf: (statement: Statement) => Varying | undefined, statements: readonly Statement[]): readonly Statement[] {
  const groups = new Map<string, Varying>()
  for (const statement of statements) {
    const { values, withValues } = varyingOf(statement) ?? { values: [], withValues: () => statement }
    const allButValues = JSON.stringify(withValues([]))
    groups.set(allButValues, { values: sortedSet([...(groups.get(allButValues)?.values ?? []), ...values]), withValues })
  }
  return [...groups.values()].map(({ values, withValues }) => withValues(values))
}

function resources(statement: Statement): Varying | undefined {
  return statement.Resource && { values: statement.Resource, withValues: (Resource) => ({ ...statement, Resource }) }
}

function encryptionContext(statement: Statement): Varying | undefined {
  const { Condition } = statement
  const found = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys)
      .filter(([key]) => key.startsWith('kms:EncryptionContext:'))
      .map(([key, values]) => ({ operator, key, values })),
  )
  const [only] = found
  // Two keys that vary together would give four pairs; the values of a negated operator are not an "or".
  if (only === undefined || found.length > 1 || !/^(String|Arn)(Equals|Like)/.test(only.operator)) return undefined
  const { operator, key, values } = only
  return {
    values,
    withValues: (changed) => ({ ...statement, Condition: { ...Condition, [operator]: { ...Condition?.[operator], [key]: changed } } }),
  }
}

/** The same text for the same meaning: elements in one order, keys sorted, lists sorted and without repetitions. */
function canonical({ Sid, Effect, Principal, Action, NotAction, Resource, NotResource, Condition }: Statement): Statement {
  return {
    ...(Sid !== undefined && { Sid }),
    Effect,
    ...(Principal !== undefined && { Principal }),
    ...(Action && { Action: sortedSet(Action) }),
    ...(NotAction && { NotAction: sortedSet(NotAction) }),
    ...(Resource && { Resource: sortedSet(Resource) }),
    ...(NotResource && { NotResource: sortedSet(NotResource) }),
    ...(Condition && { Condition: canonicalCondition(Condition) }),
  }
}

function canonicalCondition(condition: Condition): Condition {
  return byKey(condition, (keys) => byKey(keys, sortedSet))
}

function byKey<Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => Value): Readonly<Record<string, Value>> {
  const sorted = Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, value]) => [key, change(value)]))
}

function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}
