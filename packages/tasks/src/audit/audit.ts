import * as v from 'valibot'
import type { TaskContext } from '../context.ts'
import { list } from '../list/list.ts'
import { typedLine } from '../place/typed-command.ts'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { declaredReads } from './declared-reads.ts'
import { ownWrites, writingEventNames } from './own-writes.ts'
import { readerKinds } from './reader.ts'
import { readingEventNames } from './reads.ts'
import { inlinePolicies } from './role-policies.ts'
import { sightingsIn } from './sightings.ts'
import { type Counted, counted, type Expected, expectations } from './summary.ts'
import { trailEvents } from './trail-events.ts'
import { windowOf } from './window.ts'

const row = {
  secret: v.string(),
  service: v.picklist(secretServices),
  reader: v.string(),
  kind: v.picklist(readerKinds),
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
    readers: v.array(v.object({ ...row, reads: v.number(), expected: v.picklist(expectations), doubt: v.optional(v.string()) })),
    denied: v.array(
      v.object({
        ...row,
        attempts: v.number(),
        /** The command that lets a function read it, where that is meant to be. */
        grant: v.optional(v.string()),
      }),
    ),
    neverRead: v.array(v.object({ name: v.string(), service: v.picklist(secretServices) })),
  }),
  async run(input, context) {
    const window = windowOf(input, context.now())
    // CloudTrail User Guide, "How CloudTrail works"; on loopback an event is there at once
    if (context.account.target === 'aws') context.progress('AWS records an event some minutes after it happened')
    const known = (await list.run({ prefix: '' }, context)).secrets
    const events = await trailEvents(readingEventNames, window, context)
    const sightings = await sightingsIn(events, known, {
      isOwnWrite: ownWrites(await trailEvents(writingEventNames, window, context), known),
      isDeclared: await declaredReads(context, known),
      mayRead: inlinePolicies(context.account),
    })
    const groups = counted(sightings)
    const isRead = ({ name, service }: (typeof known)[number]) =>
      groups.some(({ secret, expected }) => isReadBySomebody(expected) && secret.name === name && secret.service === service)
    return {
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      events: events.length,
      readers: groups.flatMap(readerRow),
      denied: groups.flatMap((group) => (group.expected === undefined ? [deniedRow(group, context.account)] : [])),
      neverRead: known
        .filter((each) => each.deletionAskedAt === undefined && !isRead(each))
        .map(({ name, service }) => ({ name, service })),
    }
  },
})

/** Reading back what one has just stored is no use of a secret. */
function isReadBySomebody(expected: Expected | undefined): boolean {
  return expected !== undefined && expected !== 'own write'
}

function readerRow(group: Counted) {
  const { expected, doubt, count: reads } = group
  return expected === undefined ? [] : [{ ...rowOf(group), reads, expected, ...(doubt === undefined ? {} : { doubt }) }]
}

function deniedRow(group: Counted, account: TaskContext['account']) {
  const { reader, count: attempts } = group
  const grant = reader.kind === 'function' ? { grant: typedLine(['grant', reader.name], account) } : {}
  return { ...rowOf(group), attempts, ...grant }
}

function rowOf({ secret, reader, action, first, last }: Counted) {
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
