import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import { Secret } from '../secret-value/secret.ts'
import type { Stored, StoredReading } from '../secret-value/stored-reading.ts'
import { type FakedPlace, type KeyOf, writtenKey } from './key-of.ts'

/** What a read can be made to come to. */
export type ReadFailure = Extract<
  SallyportErrorCode,
  'ACCESS_DENIED' | 'SECRET_NOT_FOUND' | 'SECRET_DELETED' | 'AWS_REFUSED' | 'AWS_UNREACHABLE' | 'THROTTLED' | 'CREDENTIALS_REFUSED'
>

/** In the place of AWS: it has what the test gave, and fails as the test asks. */
export interface FakeStore {
  put(place: FakedPlace, stored: Stored): void
  fail(place: FakedPlace, code: ReadFailure): void
  /** What is stored, whether or not a read of it is to fail. */
  at(place: FakedPlace): StoredReading | undefined
  /** @throws SallyportError as the test asks, and `SECRET_NOT_FOUND` where it gave no value */
  read(place: FakedPlace, name: string): StoredReading
}

export function fakeStore(keyOf: KeyOf, now: () => number): FakeStore {
  const versions = new Map<string, { stored: Secret<Stored>; version: number }>()
  const failures = new Map<string, ReadFailure>()

  // Under both: another spelling of the secret finds it by the one, and the same spelling by the other when another stage is configured.
  const keysOf = (place: FakedPlace) => [keyOf(place), writtenKey(place)]
  const foundIn = <T>(map: Map<string, T>, place: FakedPlace) => keysOf(place).flatMap((key) => map.get(key) ?? [])[0]

  const store: FakeStore = {
    put(place, stored) {
      const version = { stored: new Secret(stored), version: (foundIn(versions, place)?.version ?? 0) + 1 }
      for (const key of keysOf(place)) {
        versions.set(key, version)
        failures.delete(key)
      }
    },
    fail(place, code) {
      for (const key of keysOf(place)) failures.set(key, code)
    },
    at(place) {
      const found = foundIn(versions, place)
      return found && { stored: found.stored, version: String(found.version), sentAt: now(), fromLoopback: false }
    },
    read(place, secret) {
      const failure = foundIn(failures, place)
      if (failure) throw new SallyportError(failure, { message: `the test has ${secret} fail with ${failure}: set() ends that`, secret })
      const found = store.at(place)
      if (found) return found
      throw new SallyportError('SECRET_NOT_FOUND', { message: `the test has no value for ${secret}: give one with set()`, secret })
    },
  }
  return store
}
