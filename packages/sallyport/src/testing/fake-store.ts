import type { Place } from '../place/place.ts'
import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import { Secret } from '../secret-value/secret.ts'
import type { Stored, StoredReading } from '../secret-value/stored-reading.ts'

/** What a read can be made to come to. */
export type ReadFailure = Extract<
  SallyportErrorCode,
  'ACCESS_DENIED' | 'SECRET_NOT_FOUND' | 'SECRET_DELETED' | 'AWS_REFUSED' | 'AWS_UNREACHABLE' | 'THROTTLED' | 'CREDENTIALS_REFUSED'
>

/** In the place of AWS: it has what the test gave, and fails as the test asks. */
export interface FakeStore {
  put(place: Place, stored: Stored): void
  fail(place: Place, code: ReadFailure): void
  /** What is stored, whether or not a read of it is to fail. */
  at(place: Place): StoredReading | undefined
  /** @throws SallyportError as the test asks, and `SECRET_NOT_FOUND` where it gave no value */
  read(place: Place, name: string): StoredReading
}

/** One secret however it is declared; the `type` of a parameter says how it is stored, not which it is. */
export const keyOf = (place: Place) => JSON.stringify({ ...place, type: undefined })

export function fakeStore(now: () => number): FakeStore {
  const versions = new Map<string, { stored: Secret<Stored>; version: number }>()
  const failures = new Map<string, ReadFailure>()

  const store: FakeStore = {
    put(place, stored) {
      const key = keyOf(place)
      versions.set(key, { stored: new Secret(stored), version: (versions.get(key)?.version ?? 0) + 1 })
      failures.delete(key)
    },
    fail: (place, code) => void failures.set(keyOf(place), code),
    at(place) {
      const found = versions.get(keyOf(place))
      return found && { stored: found.stored, version: String(found.version), sentAt: now(), fromLoopback: false }
    },
    read(place, secret) {
      const failure = failures.get(keyOf(place))
      if (failure) throw new SallyportError(failure, { message: `the test has ${secret} fail with ${failure}: set() ends that`, secret })
      const found = store.at(place)
      if (found) return found
      throw new SallyportError('SECRET_NOT_FOUND', { message: `the test has no value for ${secret}: give one with set()`, secret })
    },
  }
  return store
}
