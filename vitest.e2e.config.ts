/**
 * Runs the tests in e2e: real servers, real browsers, one file at a time because two browsers at once are enough for
 * two cores.
 */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: 'e2e/prepare.ts',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
