/**
 * A Chromium that no debugger is attached to (one would cost more than what is measured), steered by its own page's
 * requests for jobs.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import type { BenchServer } from './server'

/** What the browser is started with. */
export interface AloneOptions {
  readonly executable: string
  readonly server: BenchServer
  /** An empty folder for the profile. */
  readonly profile: string
  /** The unpacked extension; none when left out. */
  readonly extension?: string
  /**
   * The page's script: it defines `jobs`, functions by name that take one argument and give a result or a promise of
   * one.
   */
  readonly script: string
  /** What stands in the page's head before the script. */
  readonly head?: string
}

/** The browser, and its page. */
export interface Alone {
  /** Runs a job in the page. Rejects where the page threw, or gave no answer within a minute. */
  readonly ask: <R>(job: string, argument?: unknown) => Promise<R>
  readonly close: () => Promise<void>
}

const PATIENCE = 60_000
let count = 0

/** Takes job after job. A page that replaces `fetch` for its measurement keeps the native one as `nativeFetch`. */
const LOOP = `;(async () => {
  const name = new URLSearchParams(location.search).get('name')
  const fetch = window.nativeFetch ?? window.fetch
  for (;;) {
    const { job, argument } = await (await fetch('/job?name=' + name)).json()
    let result
    try { result = { value: await jobs[job](argument) } }
    catch (error) { result = { error: String(error && error.stack || error) } }
    await fetch('/result?name=' + name, { method: 'POST', body: JSON.stringify(result) })
  }
})()`

/** Starts a browser of its own, without Playwright, whose page takes one job after the other. */
export async function startAlone({
  executable,
  server,
  profile,
  extension,
  script,
  head = '',
}: AloneOptions): Promise<Alone> {
  const name = `alone${++count}`
  const page = `/${name}.html`
  server.serve(
    page,
    'text/html',
    `<!doctype html><meta charset=utf-8><title>${name}</title>${head}<body><script>${script}${LOOP}</script>`,
  )
  const args = [
    '--headless=new',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(extension ? [`--load-extension=${extension}`, '--disable-features=DisableLoadExtensionCommandLineSwitch'] : []),
    `${server.origin}${page}?name=${name}`,
  ]
  const browser: ChildProcess = spawn(executable, args, { stdio: 'ignore' })
  const ended = new Promise<never>((_, reject) => {
    browser.once('error', reject)
    browser.once('exit', (code) => reject(new Error(`Chromium ended with ${code}`)))
  })
  ended.catch(() => {})
  return {
    async ask<R>(job: string, argument: unknown = null) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`the page gave no answer to "${job}"`)), PATIENCE)
      })
      try {
        const result = (await Promise.race([server.ask(name, { job, argument }), ended, late])) as {
          value?: R
          error?: string
        }
        if (result.error !== undefined) throw new Error(result.error)
        return result.value as R
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      if (browser.exitCode !== null || browser.signalCode !== null) return
      const gone = new Promise((done) => browser.once('exit', done))
      browser.kill()
      await gone
    },
  }
}
