/** Unit tests: everything under src, without a browser. */
import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [preact()],
  // Property tests take their time on a busy machine.
  test: { testTimeout: 30_000, include: ['src/**/*.test.{ts,tsx}'] },
})
