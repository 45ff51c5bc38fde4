/**
 * The README's example “In CI”, run as it is written: its files and its steps, with the packed program, in a folder of
 * their own. The page is the shop's, with Customer.io's real SDK. Nothing is fetched.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from '../browsers/binaries'
import { BROWSERS } from '../browsers/driver'
import { ROOT } from '../build'
import { receiptsOf, type Servers, startServers } from '../stage'

const run = promisify(execFile)

const [, section = ''] = /^## In CI$([\s\S]*?)^## /m.exec(readFileSync(path.join(ROOT, 'README.md'), 'utf8')) ?? []

/** The section's files by name, and its steps. */
const files = [...section.matchAll(/^The file \*\*([\w.-]+)\*\*.*:\n\n```\w+\n([\s\S]*?)^```$/gm)]
const [, steps = ''] = /^The steps of the job:\n\n```sh\n([\s\S]*?)^```$/m.exec(section) ?? []

/** What makes the HAR one that must not pass, and the checks that say so. */
const WRONG: readonly (readonly [status: string, added: string, rules: readonly string[]])[] = [
  ['400', 'Product Put', ['plan-not-delivered', 'plan-never-seen']],
  ['-1', 'Product Added', ['plan-must-be-proven']],
]

// The steps are a shell's, as CI servers run them.
describe.runIf(BROWSERS.includes('chromium') && process.platform !== 'win32')('the README’s example “In CI”', () => {
  let folder = ''
  let servers: Servers
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tracklens-ci-'))
    servers = await startServers({})
  })
  afterAll(async () => {
    await servers.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('passes where all arrived as planned, and fails the job where it did not', async () => {
    // Playwright is installed above the project: what npm does in the project does not touch it.
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
    const project = path.join(folder, 'project')
    mkdirSync(project)
    writeFileSync(path.join(project, 'package.json'), '{"private":true}')
    for (const [, name = '', text = ''] of files) writeFileSync(path.join(project, name), text)
    const env = {
      ...process.env,
      CHROMIUM_PATH: await browserPath('chromium'),
      SHOP_URL: `${servers.shop.origin}/product.html?id=linden&tracking=customerio-bundled`,
      npm_config_offline: 'true',
    }
    const sh = (script: string) => run('sh', ['-e', '-c', script], { cwd: project, env })
    await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: ROOT, env })

    const { stdout, stderr } = await sh(steps)
    expect(stdout).toMatch(/1 passed/)
    const receipts = receiptsOf(servers.all)
    expect(receipts.map(({ thing }) => thing.name)).toEqual(
      expect.arrayContaining(['Product', 'Product Viewed', 'Product Added']),
    )
    // As the config's comment has it.
    for (const { headers } of servers.customerio.log) expect(headers['user-agent']).not.toMatch(/headless/i)
    expect(stderr).toMatch(new RegExp(`^${receipts.length} items \\(${receipts.length} delivered\\)`, 'm'))
    const junit = () => readFileSync(path.join(project, 'tracklens.xml'), 'utf8')
    expect(junit()).toMatch(/<testsuites name="tracklens" .*failures="0"/)

    // The last step again, over what would have been recorded: what is piped in is read as a file is.
    const har = path.join(project, 'shop.har')
    const recorded = readFileSync(har, 'utf8')
    const check = steps.trim().split('\n').at(-1) ?? ''
    for (const [status, added, rules] of WRONG) {
      writeFileSync(
        har,
        recorded.replaceAll(/"status": ?200/g, `"status": ${status}`).replaceAll('Product Added', added),
      )
      await expect(sh(`cat shop.har | ${check.replace('shop.har', '-')}`)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`${receipts.length} items (`),
      })
      for (const rule of rules) expect(junit()).toMatch(new RegExp(`name="${rule}: [^"]*"><failure `))
    }
  })
})
