/**
 * `npm test`: its own set-up, then types, lint, unit tests, build, the store's lint, and the tests of both browsers.
 * Two things run side by side all the time: the checks, the build and then the tests in Chromium, beside unit tests and
 * then the tests in Firefox. Whichever has ended takes of the unit tests that need a document. Last line: `N passed, N
 * failed`.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { checkNode, ensureDependencies, ROOT, runModule } from './setup.mjs'

const OUT = path.join(ROOT, 'e2e/.out')
const DIST = path.resolve(ROOT, process.env.TRACKLENS_DIST ?? 'dist')
const windows = process.platform === 'win32'

/** What each step came to: `passed` and `failed` count tests, or 1 for a check that has none of its own. */
const results = []

/** Tells whole lines at once, each under a name, because two speak at the same time. */
function teller(name) {
  let rest = ''
  return (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    for (const line of lines) console.log(`${name} | ${line}`)
  }
}

/**
 * Runs a step, keeps its counts, and gives whether it went well. What it says is told when it ends, or at once if it is
 * `long`.
 */
async function step(name, run, { long = false } = {}) {
  const began = Date.now()
  let counts
  const said = []
  try {
    counts = await run(long ? teller(name) : (text) => said.push(text))
  } catch (error) {
    said.push(`${error.message}\n`)
    counts = { passed: 0, failed: 1 }
  }
  const took = `${((Date.now() - began) / 1000).toFixed(1)} s`
  results.push({ name, ...counts, took })
  console.log(`\n— ${name}\n${said.join('')}  ${counts.failed === 0 ? 'ok' : 'FAILED'} (${took})`)
  return counts.failed === 0
}

/**
 * Runs a program of node_modules, or a script of our own by `node`; gives whether it ended well. `say` is told what it
 * writes.
 */
function program(say, name, ...args) {
  // For the compiler, which keeps nearly all that it makes: to look for the rest costs a fifth of its time.
  return programIn({ GOGC: 'off' }, say, name, ...args)
}

/** The same, with variables of the environment. */
function programIn(env, say, name, ...args) {
  const own = name === 'node'
  const command = own ? process.execPath : path.join(ROOT, 'node_modules/.bin', windows ? `${name}.cmd` : name)
  return new Promise((done) => {
    const child = spawn(command, args, {
      ...{ cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], shell: windows && !own },
      env: { ...process.env, ...env },
    })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say)
    child.once('error', (error) => {
      say(`${error.message}\n`)
      done(false)
    })
    child.once('close', (code) => done(code === 0))
  })
}

/** A check: programs that must all succeed. */
function check(...commands) {
  return async (say) => {
    let failed = 0
    for (const command of commands) if (!(await program(say, ...command))) failed++
    return { passed: commands.length - failed, failed }
  }
}

/**
 * Vitest, with variables of the environment; counts its tests. A run that ends badly without a failed test still counts
 * as one.
 */
function vitest(name, env, ...args) {
  return async (say) => {
    const report = path.join(OUT, `${name}.json`)
    rmSync(report, { force: true })
    const ended = await programIn(
      env,
      say,
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    )
    const {
      numPassedTests: passed,
      numFailedTests,
      numFailedTestSuites,
      testResults,
    } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = numFailedTests || (numFailedTestSuites > 0 ? numFailedTestSuites : ended ? 0 : 1)
    return { passed, failed, why: testResults.flatMap(failures) }
  }
}

/** Each failed test of a file of Vitest's JSON report, or what ended the file itself: where, and what was said. */
function failures({ name, status, message, assertionResults }) {
  const file = path.relative(ROOT, name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${file}\n${message}`] : []
  return failed.map(({ fullName, failureMessages }) => `${file} > ${fullName}\n${failureMessages.join('\n')}`)
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
const firefox = path.join(DIST, 'firefox')
const lintPackage = ['web-ext', 'lint', '--source-dir', firefox, '--no-config-discovery', '--warnings-as-errors']

async function checkAndBuild() {
  // One thread needs half the processor's time: the others would each read most files again.
  const types = (project) => ['tsc', '-p', project, '--singleThreaded']
  await step('types', check(types('.'), types('src/tsconfig.pure.json')))
  await step(
    'lint',
    check(
      ['biome', 'check', '.'],
      ['node', 'lint/rooms.mjs'],
      ['node', 'lint/lines.mjs'],
      ['node', 'lint/documents.mjs'],
      ['node', 'lint/citations.mjs'],
      ['knip'],
    ),
  )
  await step('browsers', prepare('browsers'))
  // Not again before the browser tests.
  if (await step('build', prepare('builds'))) process.env.TRACKLENS_BUILT = '1'
  await step('lint of the Firefox package', check(lintPackage))
}

/** One process a browser, so that each starts hardly more than once. */
const inBrowser = (browser) =>
  step(
    browser,
    vitest(browser, { TRACKLENS_BROWSER: browser }, '--config', 'vitest.e2e.config.ts', '--maxWorkers', '1'),
    { long: true },
  )
const units = (name, ...projects) => step(name, vitest(name.replaceAll(' ', '-'), {}, ...projects))

console.log('Types, lint, build and the tests in Chromium; beside them the unit tests and the tests in Firefox ...')
const built = checkAndBuild()
const left = ['page', 'panel']
/** One of the two lines of work, and what it takes of the rest once it has ended. */
async function lane(work) {
  await work
  for (let where = left.shift(); where; where = left.shift())
    await units(`unit tests in a ${where}`, `--project=*${where}`)
}
await Promise.all([
  lane(built.then(() => inBrowser('chromium'))),
  lane(Promise.all([built, units('unit tests', '--project=pure')]).then(() => inBrowser('firefox'))),
])

// Once more at the end, because a log may be kept from there only.
for (const { name, why = [] } of results)
  for (const text of why) console.log(`\nFAILED in ${name}: ${text.split('\n').slice(0, 25).join('\n    ')}`)
console.log('\nSummary')
for (const { name, passed, failed, took } of results)
  console.log(`  ${failed === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${passed} passed, ${failed} failed (${took})`)
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 ? 0 : 1
