import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Most tests wait for processes of their own: one worker a core keeps the cores busy.
    maxWorkers: availableParallelism(),
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A machine that is busy takes longer than the second that vitest gives by itself.
    expect: { poll: { timeout: 60_000 } },
  },
})
