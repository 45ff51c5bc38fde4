/** Unit tests: everything that needs no browser, under src and e2e. */
import preact from '@preact/preset-vite'
import { configDefaults, defineConfig } from 'vitest/config'

/** The rooms whose tests stand in a document of their own, with a page's globals: each file gets a world of its own. */
const IN_A_DOCUMENT = ['src/{page,ui,panel,popup}/**/*.test.{ts,tsx}', 'e2e/sdks/bloomreach-web/**/*.test.ts']

export default defineConfig({
  plugins: [preact()],
  test: {
    // Property tests take their time on a busy machine.
    testTimeout: 30_000,
    pool: 'threads',
    projects: [
      { extends: true, test: { name: 'in a document', include: IN_A_DOCUMENT } },
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...IN_A_DOCUMENT, 'e2e/tests/**'],
          // Nothing there keeps anything between two tests, so that files need not load everything anew.
          isolate: false,
        },
      },
    ],
  },
})
