import type { PolicyDocument, Statement } from './policy-document.ts'

/**
 * A document as JSON to read and to compare: elements in AWS's order, condition keys sorted, a list of one as a string.
 * Two documents that differ only in those give the same text.
 */
export function formatPolicy({ Version, Id, Statement }: PolicyDocument): string {
  return JSON.stringify({ Version, Id, Statement: Statement.map(ordered) }, undefined, 2)
}

// `JSON.stringify` leaves out what is undefined.
function ordered({ Sid, Effect, Principal, Action, NotAction, Resource, NotResource, Condition }: Statement): object {
  return {
    Sid,
    Effect,
    Principal: typeof Principal === 'object' ? sorted(Principal, brief) : Principal,
    Action: brief(Action),
    NotAction: brief(NotAction),
    Resource: brief(Resource),
    NotResource: brief(NotResource),
    Condition: Condition && sorted(Condition, (keys) => sorted(keys, brief)),
  }
}

function brief(list: readonly string[] | undefined): string | readonly string[] | undefined {
  return list?.length === 1 ? list[0] : list
}

function sorted<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  const entries = Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)]))
}
