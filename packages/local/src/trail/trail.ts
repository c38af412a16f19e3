import { randomUUID } from 'node:crypto'
import type { Store } from '../store/store.ts'
import type { Key, Table } from '../store/table.ts'
import { resourceType } from './resource-type.ts'
import { type Recorded, type TrailEntry, trailEntry } from './trail-entry.ts'
import { type TrailEvent, trailEvent, usernameOf } from './trail-event.ts'

/** What LookupEvents can be asked for, one at a time. */
export interface LookupAttribute {
  readonly key: 'EventId' | 'EventName' | 'ReadOnly' | 'Username' | 'ResourceType' | 'ResourceName' | 'EventSource' | 'AccessKeyId'
  readonly value: string
}

/** Where an event stands among those of its account and region. */
export type TrailPosition = readonly [timeMs: number, start: number, sequence: number]

export interface TrailLookup {
  readonly accountId: string
  readonly region: string
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly attribute?: LookupAttribute | undefined
  /** Most events of one page. */
  readonly limit: number
  /** Where the page before ended; this one begins with the next older event. */
  readonly after?: TrailPosition | undefined
}

export interface TrailPage {
  /** Newest first. */
  readonly events: readonly TrailEvent[]
  /** Where the page ended, when there are older ones. */
  readonly end: TrailPosition | undefined
}

/**
 * The record of every call. What a change did is written in the change's own commit; reads and refusals are written in batches, and may
 * lose their last moment when the process is killed.
 */
export class Trail {
  readonly #store: Store
  readonly #entries: Table<TrailEntry>
  readonly #now: () => Date
  readonly #start: number
  #sequence = 0

  constructor(store: Store, now: () => Date) {
    this.#store = store
    this.#now = now
    this.#entries = store.table('trail')
    const starts = store.table<number>('trail-starts', { survivesReset: true })
    this.#start = (starts.get(['starts']) ?? 0) + 1
    store.change(() => starts.put(['starts'], this.#start))
  }

  /** Writes the record of a change, within it. */
  recordChange(call: Recorded): void {
    const { key, entry } = this.#entry(call)
    this.#entries.put(key, entry)
  }

  /** Keeps the record of a call that changed nothing for the next batch. */
  record(call: Recorded): void {
    const { key, entry } = this.#entry(call)
    this.#store.soon(() => this.#entries.put(key, entry))
  }

  lookup({ accountId, region, from, to, attribute, limit, after }: TrailLookup): TrailPage {
    this.#store.writeBatch()
    const oldest = [accountId, region, from?.getTime() ?? 0]
    const newest = [accountId, region, ...(after ?? [(to?.getTime() ?? Number.MAX_SAFE_INTEGER) + 1])]
    const events: TrailEvent[] = []
    let end: TrailPosition | undefined
    for (const { key, value } of this.#entries.between(oldest, newest, { reverse: true })) {
      // in reverse LMDB begins with the end of the range itself
      if (compareKeys(key, newest) >= 0 || !hasAttribute(value, attribute)) continue
      if (events.length === limit) return { events, end }
      events.push(trailEvent(value, accountId, region))
      end = positionOf(key)
    }
    return { events, end: undefined }
  }

  #entry(call: Recorded): { key: Key; entry: TrailEntry } {
    const timeMs = this.#now().getTime()
    // calls of one millisecond keep their order, also over a restart
    const key = [call.caller.accountId, call.region, timeMs, this.#start, this.#sequence++]
    return { key, entry: trailEntry(randomUUID(), timeMs, call) }
  }
}

function hasAttribute(entry: TrailEntry, attribute: LookupAttribute | undefined): boolean {
  if (attribute === undefined) return true
  const { key, value } = attribute
  const [eventId, , , eventSource, eventName, isReadOnly, caller, , , , , , , resources] = entry
  switch (key) {
    case 'EventId':
      return eventId === value
    case 'EventName':
      return eventName === value
    case 'EventSource':
      return eventSource === value
    case 'ReadOnly':
      return String(isReadOnly) === value
    case 'AccessKeyId':
      return caller.accessKeyId === value
    case 'Username':
      return usernameOf(caller) === value
    case 'ResourceName':
      return resources.includes(value)
    case 'ResourceType':
      return resources.some((arn) => resourceType(arn) === value)
  }
}

function positionOf([, , timeMs, start, sequence]: Key): TrailPosition {
  return [Number(timeMs), Number(start), Number(sequence)]
}

/** Keys of one account and region: by their numbers. */
function compareKeys(a: Key, b: readonly unknown[]): number {
  for (let index = 2; index < b.length; index++) {
    const difference = Number(a[index]) - Number(b[index])
    if (difference !== 0) return difference
  }
  return 0
}
