import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** A call that must be refused with the error, or the reason why the error cannot occur here. */
export type Occurrence = (() => Promise<unknown>) | string

/** Operation → error, as the service's model declares it → how it comes about. */
export type Occurrences = Readonly<Record<string, Readonly<Record<string, Occurrence>>>>

/** Source: `source` and `licence` of the file. */
const { services } = JSON.parse(readFileSync(new URL('../declared-errors.json', import.meta.url), 'utf8')) as {
  readonly services: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/**
 * Tests every error that a service's model declares for its operations, and prints the table of operation × error;
 * one that has neither a call nor a reason fails.
 */
export function testDeclaredErrors(service: string, occurrences: Occurrences): void {
  const declared = Object.entries(services[service] ?? {}).flatMap(([operation, errors]) =>
    errors.map((error) => ({ operation, error, occurrence: occurrences[operation]?.[error] })),
  )

  test.each(declared.filter(({ occurrence }) => typeof occurrence === 'function'))(
    `${service} $operation is refused with $error`,
    async ({ error, occurrence }) => {
      if (typeof occurrence === 'function') await expect(occurrence()).rejects.toMatchObject({ name: error })
    },
  )

  test(`every error that ${service} declares is tested or has a reason why it cannot occur, and no other is in the table`, () => {
    const rows = declared.map(({ operation, error, occurrence }) => ({
      operation,
      error,
      how: typeof occurrence === 'function' ? 'tested' : (occurrence ?? 'MISSING'),
    }))
    console.table(rows)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ how }) => how === 'MISSING')).toEqual([])
    const known = new Set(rows.map(({ operation, error }) => `${operation} ${error}`))
    const named = Object.entries(occurrences).flatMap(([operation, errors]) => Object.keys(errors).map((error) => `${operation} ${error}`))
    expect(named.filter((each) => !known.has(each))).toEqual([])
  })
}
