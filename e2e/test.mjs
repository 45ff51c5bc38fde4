/**
 * `npm test`: its own set-up, then types, lint, unit tests, build, the store's lint, and the tests of both browsers.
 * Last line: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { checkNode, ensureDependencies, ROOT, runModule } from './setup.mjs'

const OUT = path.join(ROOT, 'e2e/.out')
const DIST = path.resolve(ROOT, process.env.TRACKLENS_DIST ?? 'dist')
const windows = process.platform === 'win32'

/** What each step came to: `passed` and `failed` count tests, or 1 for a check that has none of its own. */
const results = []

/** Runs a step, tells how it went, and keeps its counts. */
async function step(name, run) {
  const began = Date.now()
  console.log(`\n— ${name}`)
  let counts
  try {
    counts = await run()
  } catch (error) {
    console.error(error.message)
    counts = { passed: 0, failed: 1 }
  }
  const took = `${((Date.now() - began) / 1000).toFixed(1)} s`
  results.push({ name, ...counts, took })
  console.log(`  ${counts.failed === 0 ? 'ok' : 'FAILED'} (${took})`)
}

/** Runs a program of node_modules, or a script of our own by `node`; its output is shown. */
function program(name, ...args) {
  const own = name === 'node'
  const command = own ? process.execPath : path.join(ROOT, 'node_modules/.bin', windows ? `${name}.cmd` : name)
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell: windows && !own }).status === 0
}

/** A check: programs that must all succeed. */
function check(...commands) {
  return () => {
    const failed = commands.filter((command) => !program(...command)).length
    return { passed: commands.length - failed, failed }
  }
}

/** Vitest; counts its tests. A run that ends badly without a failed test still counts as one. */
function vitest(name, ...args) {
  return () => {
    const report = path.join(OUT, `${name}.json`)
    rmSync(report, { force: true })
    const ended = program(
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    )
    const { numPassedTests: passed, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = numFailedTests || (numFailedTestSuites > 0 ? numFailedTestSuites : ended ? 0 : 1)
    return { passed, failed }
  }
}

/** A preparation: it fails by throwing. */
function prepare(what) {
  return async () => {
    await runModule('prepare.ts', what)
    return { passed: 1, failed: 0 }
  }
}

checkNode()
ensureDependencies()
mkdirSync(OUT, { recursive: true })
await step('types', check(['tsc', '-p', '.'], ['tsc', '-p', 'src/tsconfig.pure.json']))
await step('lint', check(['biome', 'check', '.'], ['node', 'lint/rooms.mjs'], ['node', 'lint/documents.mjs'], ['knip']))
await step('unit tests', vitest('unit'))
await step('browsers', prepare('browsers'))
await step('build', prepare('builds'))
const firefox = path.join(DIST, 'firefox')
await step(
  'lint of the Firefox package',
  check(['web-ext', 'lint', '--source-dir', firefox, '--no-config-discovery', '--warnings-as-errors']),
)
await step('browser tests', vitest('browser', '--config', 'vitest.e2e.config.ts'))

console.log('\nSummary')
for (const { name, passed, failed, took } of results)
  console.log(`  ${failed === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${passed} passed, ${failed} failed (${took})`)
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 ? 0 : 1
