/**
 * `npm run battery`: the tests of what a page can notice, with a build in which every request counts as tracking: what
 * a page gets then is what it gets without Tracklens, whoever it asks. Takes more arguments of Vitest.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { checkNode, ensureDependencies, ROOT } from './setup.mjs'

checkNode()
ensureDependencies()
const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs')
const tests = ['e2e/tests/invisible.test.ts', '--maxWorkers', '1']
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'vitest.e2e.config.ts', ...tests, ...process.argv.slice(2)],
  // In a folder of its own: nobody shall take that build for the one that people get.
  { stdio: 'inherit', cwd: ROOT, env: { ...process.env, TRACKLENS_CLAIMS: 'all', TRACKLENS_DIST: 'e2e/.out/battery' } },
)
process.exitCode = status ?? 1
