/** Unit tests: everything that needs no browser, under src and e2e. */
import { configDefaults, defineConfig } from 'vitest/config'

/** What stands in a document of its own and changes a page's own functions: each file gets a world of its own. */
const IN_A_PAGE = ['src/page/**/*.test.ts', 'e2e/sdks/bloomreach-web/**/*.test.ts']
/** What draws into a document: files share it, and what they have loaded, and leave nothing in it. */
const IN_A_PANEL = ['src/{ui,panel,popup}/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    // Property tests take their time on a busy machine, and what a test waits for is told by the wait.
    testTimeout: 120_000,
    setupFiles: ['src/testing/patience.ts', 'src/testing/seeds.ts'],
    pool: 'threads',
    projects: [
      { extends: true, test: { name: 'in a page', include: IN_A_PAGE } },
      {
        extends: true,
        test: { name: 'in a panel', include: IN_A_PANEL, isolate: false, setupFiles: ['src/testing/rules-here.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...IN_A_PAGE, ...IN_A_PANEL, 'e2e/tests/**'],
          // Nothing there keeps anything between two tests, so that files need not load everything anew.
          isolate: false,
        },
      },
    ],
  },
})
