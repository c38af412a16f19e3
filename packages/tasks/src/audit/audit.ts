import * as v from 'valibot'
import { list } from '../list/list.ts'
import { task } from '../task.ts'
import { declaredReads, type IsDeclared } from './declared-reads.ts'
import { ownWrites, writingEventNames } from './own-writes.ts'
import { type Reader, readerOf } from './reader.ts'
import { readingEventNames, readsIn } from './reads.ts'
import { inlinePolicies, type MayRead } from './role-policies.ts'
import type { SecretKey } from './secret-key.ts'
import { counted, type Expected, type Sighting } from './summary.ts'
import { trailEvents } from './trail-events.ts'
import { windowOf } from './window.ts'

const row = {
  secret: v.string(),
  service: v.picklist(['secretsmanager', 'ssm']),
  reader: v.string(),
  kind: v.picklist(['function', 'role', 'user', 'root', 'service', 'other']),
  role: v.optional(v.string()),
  action: v.string(),
  first: v.string(),
  last: v.string(),
}

/** Who read what, who was denied, and what nobody reads, from CloudTrail's record of this account and region. */
export const audit = task({
  name: 'audit',
  summary: 'who read which secret, expected or not, denied attempts included',
  input: {
    since: v.optional(v.string()),
    from: v.optional(v.string()),
    to: v.optional(v.string()),
  },
  output: v.object({
    from: v.string(),
    to: v.string(),
    events: v.number(),
    readers: v.array(
      v.object({
        ...row,
        reads: v.number(),
        expected: v.picklist(['declared', 'by policy', 'own write', 'no', 'unknown']),
        doubt: v.optional(v.string()),
      }),
    ),
    denied: v.array(v.object({ ...row, attempts: v.number() })),
    neverRead: v.array(v.object({ name: v.string(), service: v.picklist(['secretsmanager', 'ssm']) })),
  }),
  async run(input, context) {
    const window = windowOf(input, context.now())
    const known = (await list.run({ prefix: '' }, context)).secrets
    const events = await trailEvents(readingEventNames, window, context)
    const isOwnWrite = ownWrites(await trailEvents(writingEventNames, window, context), known)
    const isDeclared = await declaredReads(context)
    const mayRead = inlinePolicies(context.account)
    const functionNames = new Set(events.map(readerOf).flatMap((reader) => (reader.kind === 'function' ? [reader.name] : [])))

    const sightings: Sighting[] = []
    for (const event of events) {
      const reader = readerOf(event)
      const action = `${event.eventName.startsWith('GetParameter') ? 'ssm' : 'secretsmanager'}:${event.eventName}`
      for (const { secret, isDenied } of readsIn(event, known)) {
        const expected = isDenied
          ? undefined
          : isOwnWrite(event, secret)
            ? 'own write'
            : await expectationOf(reader, action, secret, { isDeclared, mayRead })
        sightings.push({
          secret,
          reader,
          action,
          at: event.eventTime,
          expected,
          doubt: isDenied ? undefined : doubtOf(reader, functionNames),
        })
      }
    }
    const groups = counted(sightings)
    return {
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      events: events.length,
      readers: groups.flatMap((group) =>
        group.expected === undefined
          ? []
          : [
              {
                ...rowOf(group),
                reads: group.count,
                expected: group.expected,
                ...(group.doubt === undefined ? {} : { doubt: group.doubt }),
              },
            ],
      ),
      denied: groups.flatMap((group) => (group.expected === undefined ? [{ ...rowOf(group), attempts: group.count }] : [])),
      neverRead: known
        .filter(
          ({ name, service }) =>
            !groups.some(({ secret, expected }) => isReadBySomebody(expected) && secret.name === name && secret.service === service),
        )
        .map(({ name, service }) => ({ name, service })),
    }
  },
})

async function expectationOf(
  reader: Reader,
  action: string,
  secret: SecretKey,
  { isDeclared, mayRead }: { isDeclared: IsDeclared; mayRead: MayRead },
): Promise<Expected> {
  const declared = isDeclared(reader, secret)
  if (declared !== undefined) return declared ? 'declared' : 'no'
  if (reader.role === undefined) return reader.kind === 'other' ? 'unknown' : 'no'
  const allowed = await mayRead(reader.role, action, secret)
  if (allowed === undefined) return 'unknown'
  return allowed ? 'by policy' : 'no'
}

/** A session named like a function that does not come from Lambda's environment: its credentials may have been taken. */
function doubtOf(reader: Reader, functionNames: ReadonlySet<string>): string | undefined {
  const session = reader.kind === 'role' ? reader.name.slice((reader.role ?? '').length + 1) : ''
  return functionNames.has(session) ? `session of function ${session}, but not from Lambda` : undefined
}

/** Reading back what one has just stored is no use of a secret. */
function isReadBySomebody(expected: Expected | undefined): boolean {
  return expected !== undefined && expected !== 'own write'
}

function rowOf({ secret, reader, action, first, last }: ReturnType<typeof counted>[number]) {
  return {
    secret: secret.name,
    service: secret.service,
    reader: reader.name,
    kind: reader.kind,
    ...(reader.role === undefined ? {} : { role: reader.role }),
    action,
    first,
    last,
  }
}
