/**
 * The tests in real browsers, with real servers; everything is built before them. Two files at a time, of which each
 * keeps a core busy; `npm test` runs one process a browser instead.
 *
 *     npm run e2e                                                   all of them, in both browsers
 *     npm run e2e -- e2e/tests/lab.test.ts                          one file
 *     npm run e2e -- e2e/tests/lab.test.ts -t "is driven by hand"   one test: each passes alone, and in any order
 *     TRACKLENS_BROWSER=firefox npm run e2e -- e2e/tests/lab.test.ts   in one browser (or `chromium`)
 *
 * CHROMIUM_PATH and FIREFOX_PATH name a browser's program; TRACKLENS_DIST another folder for the builds than `dist`.
 */
import { defineConfig } from 'vitest/config'
import { PATIENCE } from './e2e/patience.ts'

export default defineConfig({
  test: {
    include: ['e2e/tests/**/*.test.ts'],
    globalSetup: 'e2e/prepare.ts',
    // In one process, so that a file can go on with the browser of the file before.
    isolate: false,
    maxWorkers: 2,
    // What really failed is told by the wait that it failed in; none of these may end before.
    testTimeout: 10 * PATIENCE,
    hookTimeout: 10 * PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
  },
})
