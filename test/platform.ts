// What a test needs of the system it runs on. One that cannot do without what is missing here is left out, and says so.

type System = typeof process.platform

/** What the tests need that not every system has: where it is missing, and what is there instead. */
const missing = {
  freezing: { on: ['win32'], because: 'no process can be frozen (SIGSTOP) there' },
  signals: { on: ['win32'], because: 'a signal ends a process at once there, it is not told' },
  'process groups': { on: ['win32'], because: 'what a process has started is not ended with it there' },
  'file modes': { on: ['win32'], because: 'a file has no mode such as 0600 there' },
  'file links': { on: ['win32'], because: 'a link to a file takes a right there that not every user has' },
  'removing what is in use': { on: ['win32'], because: 'an open file or a folder that a process works in stays there' },
  'a POSIX shell': { on: ['win32'], because: 'its shell is another' },
  '/proc': { on: ['win32', 'darwin'], because: 'only Linux shows processes as files' },
} as const satisfies Record<string, { on: readonly System[]; because: string }>

/**
 * Whether this system lacks what a test needs, for `test.skipIf`; if so, a line says which tests are left out and why.
 * @param say where the line goes; vitest adds the test file's name to what comes by `console`
 */
export function lacks(
  need: keyof typeof missing,
  { system = process.platform, say = console.warn }: { system?: System; say?: (line: string) => void } = {},
): boolean {
  const { on, because }: { on: readonly System[]; because: string } = missing[need]
  if (!on.includes(system)) return false
  say(`SKIPPED on ${system}: tests that need ${need}: ${because}`)
  return true
}
