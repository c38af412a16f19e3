import type { IsDeclared } from './declared-reads.ts'
import type { IsOwnWrite } from './own-writes.ts'
import { type Reader, readerOf } from './reader.ts'
import { readsIn } from './reads.ts'
import type { MayRead } from './role-policies.ts'
import type { KnownSecret } from './secret-key.ts'
import type { Expected, Sighting } from './summary.ts'
import type { TrailEvent } from './trail-event.ts'

/** What a read is judged by. */
export interface Judges {
  readonly isOwnWrite: IsOwnWrite
  readonly isDeclared: IsDeclared
  readonly mayRead: MayRead
}

/** Every read and every denied attempt that the events tell of, with whether it was to be expected. */
export async function sightingsIn(
  events: readonly TrailEvent[],
  known: readonly KnownSecret[],
  { isOwnWrite, ...judges }: Judges,
): Promise<Sighting[]> {
  const functionNames = new Set(events.map(readerOf).flatMap((reader) => (reader.kind === 'function' ? [reader.name] : [])))
  const sightings: Sighting[] = []
  for (const event of events) {
    const reader = readerOf(event)
    const action = `${event.eventName.startsWith('GetParameter') ? 'ssm' : 'secretsmanager'}:${event.eventName}`
    for (const { secret, isDenied } of readsIn(event, known)) {
      const seen = { secret, reader, action, at: event.eventTime }
      if (isDenied) sightings.push({ ...seen, expected: undefined, doubt: undefined })
      else {
        const expected = isOwnWrite(event, secret) ? 'own write' : await expectationOf(seen, judges)
        sightings.push({ ...seen, expected, doubt: doubtOf(reader, functionNames) })
      }
    }
  }
  return sightings
}

async function expectationOf(
  { reader, action, secret }: Pick<Sighting, 'reader' | 'action' | 'secret'>,
  { isDeclared, mayRead }: Omit<Judges, 'isOwnWrite'>,
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
