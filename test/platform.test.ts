import { expect, test } from 'vitest'
import { lacks } from './platform.ts'

/** What is said when a test needs `need` on `system`, and whether it is left out. */
function asked(need: Parameters<typeof lacks>[0], system: typeof process.platform) {
  const lines: string[] = []
  return { isLeftOut: lacks(need, { system, say: (line) => lines.push(line) }), lines }
}

test('a test that the system cannot run is left out, and one line says why', () => {
  expect(asked('freezing', 'win32')).toEqual({
    isLeftOut: true,
    lines: ['SKIPPED on win32: tests that need freezing: no process can be frozen (SIGSTOP) there'],
  })
  expect(asked('file modes', 'win32')).toMatchObject({ isLeftOut: true, lines: [expect.stringContaining('0600')] })
  expect(asked('/proc', 'darwin').isLeftOut).toBe(true)
})

test('Linux leaves out nothing, and nothing is said', () => {
  for (const need of [
    'freezing',
    'signals',
    'process groups',
    'file modes',
    'file links',
    'removing what is in use',
    'a POSIX shell',
    '/proc',
  ] as const)
    expect(asked(need, 'linux'), need).toEqual({ isLeftOut: false, lines: [] })
})
