import type { Reading, Source } from '../calling-out/calling-out.ts'
import type { Cached, Held } from './cached.ts'
import type { EntrySurroundings } from './entry.ts'
import { isWithin } from './life.ts'

/** Milliseconds between two reads for one version that the outside refuses: a key that is really bad does not hammer AWS. */
const sameVersionMs = 5_000

/** Where calling out takes its credential from: the cache of a declaration. */
export function sourceOf<T>(current: () => Cached<T>, surroundings: () => EntrySurroundings): Source<T> {
  const readingOf = ({ secret, reading: { version, fromLoopback } }: Held<T>): Reading<T> => ({
    value: secret.reveal(),
    version,
    fromLoopback,
  })
  const read = async () => readingOf(current().fresh() ?? (await current().read()))

  return {
    get name() {
      return current().entry.name
    },
    read,
    async refreshAfter(version) {
      const { entry } = current()
      if (entry.reading?.version === version) {
        const now = surroundings().now()
        const last = entry.healing
        const isLately = last?.version === version && isWithin(sameVersionMs, last.startedAt, now)
        entry.healing = isLately ? last : { startedAt: now, version, done: entry.refresh() }
        await entry.healing.done.catch(() => undefined) // what stands of it is told by the read
      }
      return read()
    },
  }
}
