import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Two kinds of test: `unit` shares one process and its modules (loading them anew for each file would take most of the time), so a unit
// test keeps no state at module level; `process` starts servers, child processes and pseudo-terminals, each file in a process of its own.
// Files of both run beside others: each test has its ports (0), its folders (mkdtemp) and its values to itself.
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
          // Vitest leaves one core free; here a test waits for its child processes most of the time.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 1 }, // behind the unit tests: vitest runs projects of unlike width one after the other
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
