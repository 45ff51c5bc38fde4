/**
 * What lines measure with: the built extension, bundled probes, a server on loopback, and browsers that nobody watches.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureBrowser } from '../browsers/install'
import { buildExtension, extensionDir } from '../build'
import { type Alone, type AloneOptions, startAlone } from './alone'
import { bundle } from './bundle'
import { type BenchServer, startBenchServer } from './server'

/** The means of measuring. Everything in it is made when first asked for. */
export interface Workshop {
  /** The folder of the extension as people get it, built in this run. */
  readonly extension: () => Promise<string>
  /** The browser's program. */
  readonly chromium: () => Promise<string>
  /** A throw-away folder. */
  readonly folder: (name: string) => Promise<string>
  /** Bundles a probe (a file in `probes/`, without its ending) and gives the bundle's path. */
  readonly probe: (name: string, kind: 'node' | 'page') => Promise<string>
  readonly server: () => Promise<BenchServer>
  /**
   * A browser without any debugger attached, on a page that does what it is asked. Closed with the workshop at the
   * latest.
   */
  readonly alone: (options: Omit<AloneOptions, 'executable' | 'server' | 'profile'>) => Promise<Alone>
  readonly close: () => Promise<void>
}

/** Opens the workshop. */
export async function openWorkshop(): Promise<Workshop> {
  const root = await mkdtemp(path.join(tmpdir(), 'tracklens-bench-'))
  const made = new Map<string, Promise<unknown>>()
  const closers: (() => Promise<void>)[] = []
  let folders = 0
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = made.get(key) as Promise<T> | undefined
    if (known) return known
    const fresh = make()
    made.set(key, fresh)
    return fresh
  }
  const folder = async (name: string) => mkdtemp(path.join(root, `${name}-${++folders}-`))
  const server = () =>
    once('server', async () => {
      const started = await startBenchServer()
      closers.push(started.close)
      return started
    })
  const chromium = () => once('chromium', () => ensureBrowser('chromium'))
  return {
    folder,
    server,
    chromium,
    extension: () =>
      once('extension', async () => {
        await buildExtension('chromium')
        return extensionDir('chromium')
      }),
    probe: (name, kind) => once(`${kind} ${name}`, async () => bundle(name, kind, await folder('probe'))),
    async alone(options) {
      const opened = await startAlone({
        ...options,
        executable: await chromium(),
        server: await server(),
        profile: await folder('profile'),
      })
      closers.push(opened.close)
      return opened
    },
    async close() {
      for (const close of closers.reverse()) await close().catch(() => {})
      await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}
