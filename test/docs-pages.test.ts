// Pages of docs/ that a reader types from top to bottom: done so, and what they show is what comes back.
import { expect, test } from 'vitest'
import { lacks } from './platform.ts'
import { readers } from './readers.ts'
import { typedPage } from './typed-page.ts'

test.skipIf(lacks('a POSIX shell')).each(Object.entries(readers))(
  '%s does what it says',
  async (page, reader) => {
    const typed = await typedPage(page, reader)
    expect(typed.length).toBeGreaterThan(0)
    const problems = typed.filter(({ failed, missing }) => failed.length + missing.length > 0)
    expect(problems.map(({ at, failed, missing, screen }) => [at, ...failed, 'not on the screen:', ...missing, screen].join('\n'))).toEqual(
      [],
    )
  },
  180_000,
)
