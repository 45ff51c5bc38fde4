/**
 * Makes a bare clone ready: checks Node, installs the dependencies when they are missing or out of date. Plain Node, no
 * dependency.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The oldest Node that everything here runs on. */
const NODE = [20, 19]

/** Ends the process with a clear message where Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return
  const { node } = process.versions
  console.error(
    `Tracklens needs Node ${NODE.join('.')} or newer; this is Node ${node}. Get one from https://nodejs.org`,
  )
  process.exit(1)
}

/** What package-lock.json wishes and node_modules lacks, one line a package. */
function outdated() {
  const installed = path.join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return ['nothing is installed yet']
  const wished = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages
  return Object.entries(wished)
    .filter(
      ([where, { version, optional, devOptional }]) =>
        where !== '' && !optional && !devOptional && present[where]?.version !== version,
    )
    .map(([where]) => where.replace('node_modules/', ''))
}

/** Installs what package-lock.json says, if it is not there. Ends the process if npm fails. */
export function ensureDependencies() {
  const lacking = outdated()
  if (lacking.length === 0) return
  const what = lacking.length === 1 ? lacking[0] : `${lacking.length} to bring up to date`
  console.log(`Installing dependencies (${what}); this takes a minute ...`)
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (npm.status === 0) return
  console.error('The dependencies could not be installed: see the lines above. Is the npm registry reachable?')
  process.exit(1)
}

/** Runs `main` of a TypeScript module of this folder, by Vite; gives what it gives. */
export async function runModule(file, ...args) {
  const { createServer, createServerModuleRunner } = await import('vite')
  const server = await createServer({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false })
  try {
    const { main } = await runner.import(path.join(ROOT, 'e2e', file))
    return await main(...args)
  } finally {
    await runner.close()
    await server.close()
  }
}
