import { defineConfig } from 'vitest/config'

// Two kinds of test: `unit` shares one process and its modules (loading them anew for each file would take most of the time), so a unit
// test keeps no state at module level; `process` starts servers, child processes and pseudo-terminals, each file in a process of its own.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        test: {
          name: 'process',
          include: ['packages/*/test/**/*.test.ts', 'examples/**/*.test.ts', 'bench/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/dist/**', '**/node_modules/**', '**/fixtures/**'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
