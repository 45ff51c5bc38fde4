/** Starts and ends a stock Firefox with a fresh profile, a refusing proxy and BiDi with access to its own chrome. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PATIENCE } from '../patience'
import { Bidi } from './bidi'
import { browserPath } from './binaries'
import type { LaunchOptions } from './driver'
import { QUIET } from './firefox-prefs'
import { type Sink, startSink } from './sink'

/**
 * The file in a profile that has the number of its process: whoever ends us at once leaves a Firefox behind, which goes
 * on by itself.
 */
export const PID = 'tracklens.pid'

/** A running Firefox. */
export interface Process {
  readonly bidi: Bidi
  /** The BiDi context of the browser's own window: code run there is privileged. */
  readonly chrome: string
  readonly sink: Sink
  readonly exited: Promise<void>
  readonly end: () => Promise<void>
}

/** A start is the longest of all waits, in milliseconds: a busy machine was seen to take two thirds of a minute. */
const START = 2 * PATIENCE

/** The address that Firefox prints once BiDi listens. Rejects with its output if it ends, or is silent for so long. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let log = ''
    const timer = setTimeout(() => failed(new Error(`Firefox did not start in ${START} ms:\n${log}`)), START)
    const read = (data: Buffer) => {
      log += data
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(log)?.[1]
      if (!address) return
      clearTimeout(timer)
      done(address)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', failed)
    child.once('exit', (code, signal) => failed(new Error(`Firefox ended (${code ?? signal}):\n${log}`)))
  })
}

function preferences(options: LaunchOptions, sink: Sink): Record<string, string | number | boolean> {
  const dark = options.colorScheme === 'dark'
  return {
    ...QUIET,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': sink.port,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': sink.port,
    'network.proxy.no_proxies_on': '127.0.0.1,localhost,.localhost,::1',
    'network.proxy.failover_direct': false,
    'devtools.theme': dark ? 'dark' : 'light',
    'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
    ...options.prefs,
  }
}

/** Starts Firefox and connects. */
export async function startFirefox(options: LaunchOptions): Promise<Process> {
  const { headless = true, width = 1280, height = 800 } = options
  const binary = options.executable ?? (await browserPath('firefox'))
  const sink = await startSink()
  const profile = options.profile ?? mkdtempSync(path.join(tmpdir(), 'tracklens-firefox-'))
  const home = path.join(profile, 'home')
  mkdirSync(home)
  const prefs = Object.entries(preferences(options, sink))
  writeFileSync(
    path.join(profile, 'user.js'),
    prefs.map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`).join(''),
  )
  const flags = [
    '--no-remote',
    ...(headless ? ['--headless'] : []),
    '--remote-debugging-port=0',
    '--remote-allow-system-access',
  ]
  const child = spawn(binary, ['--profile', profile, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOME: home,
      // Makes Firefox itself end rather than connect anywhere beyond loopback.
      MOZ_DISABLE_NONLOCAL_CONNECTIONS: '1',
      MOZ_CRASHREPORTER_DISABLE: '1',
      MOZ_HEADLESS_WIDTH: String(width),
      MOZ_HEADLESS_HEIGHT: String(height + 100),
    },
  })
  writeFileSync(path.join(profile, PID), String(child.pid))
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const kill = () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
  const removed = () => {
    if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  const leave = () => {
    kill()
    removed()
  }
  // Whoever ends without closing it leaves no browser behind.
  process.once('exit', leave)
  const cleanUp = async () => {
    process.off('exit', leave)
    kill()
    await exited
    await sink.close()
    removed()
  }
  try {
    const bidi = await Bidi.connect(await listening(child))
    const tree = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree', {
      'moz:scope': 'chrome',
      maxDepth: 0,
    })
    const end = async () => {
      void bidi.send('browser.close').catch(() => {})
      await Promise.race([exited, new Promise((done) => setTimeout(done, PATIENCE).unref())])
      bidi.close()
      await cleanUp()
    }
    return { bidi, chrome: tree.contexts[0]?.context ?? '', sink, exited, end }
  } catch (error) {
    await cleanUp()
    throw error
  }
}
