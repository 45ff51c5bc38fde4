/** Unit tests: everything that needs no browser, under src and e2e. */
import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [preact()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    exclude: ['e2e/tests/**'],
    // Property tests take their time on a busy machine.
    testTimeout: 30_000,
  },
})
