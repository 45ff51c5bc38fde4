/** Builds the shop with Vite and serves it on loopback: several HTML pages, so that visitors navigate. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { build } from 'vite'
import { snippet as bloomreachSnippet } from '../sdks/bloomreach-web/snippet'
import type { Leaving } from '../true-delivery'
import { type ShopConfig, WAYS, type Way } from './tracking/tracking'

const HERE = path.dirname(fileURLToPath(import.meta.url))
/** Git ignores it; TRACKLENS_DIST puts it beside the extension's builds, so that two runs do not disturb each other. */
const BUILT = process.env.TRACKLENS_DIST
  ? path.resolve(HERE, '../..', process.env.TRACKLENS_DIST, 'shop')
  : path.join(HERE, '../.out/shop')
const PAGES = ['index', 'product', 'cart', 'checkout', 'account', 'bare']
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.map': 'application/json',
}
const WRITE_KEY = 'shop_demo_key'
const PROJECT_TOKEN = 'a1b2c3d4-demo-shop'

/** A running shop. */
export interface Shop {
  /** For example `http://127.0.0.1:40124`. */
  readonly origin: string
  /** When documents were asked for, in milliseconds since 1970. */
  readonly documents: readonly { readonly at: number; readonly path: string }[]
  /** When the page before each of them was left. */
  readonly left: () => readonly Leaving[]
  readonly close: () => Promise<void>
}

/** Builds the pages into a folder that git ignores. */
export async function buildShop(): Promise<void> {
  const input = Object.fromEntries(PAGES.map((page) => [page, path.join(HERE, `${page}.html`)]))
  await build({
    configFile: false,
    root: HERE,
    base: './',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [preact()],
    build: {
      outDir: BUILT,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input },
    },
  })
}

/**
 * The vendor's snippet as a shop would paste it, with its write key, and the vendor's host replaced by the collector.
 */
function snippet(collector: string): string {
  const text = readFileSync(path.join(HERE, 'tracking/customerio-snippet.txt'), 'utf8')
  const own = text.replace('https://cdp.customer.io', collector).replace('YOUR_WRITE_KEY', WRITE_KEY)
  return `<script>${own.trim()}</script>`
}

/** Bloomreach's snippet as a shop would paste it, with the start that is the page's own line. */
function bloomreach(collector: string): string {
  const text = bloomreachSnippet({
    target: collector,
    token: PROJECT_TOKEN,
    track: { visits: true },
    ping: { enabled: false },
  })
  return `<script>${text}\nexponea.start()</script>`
}

function waysOf(wished: string | null): readonly Way[] {
  const ways = (wished ?? '').split(',').filter((way): way is Way => way in WAYS)
  return ways.length > 0 ? ways : ['customerio-bundled']
}

/** JSON that may stand in a script element. */
const quoted = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c')

/** What stands in the head of each page: the configuration, and the snippets of the chosen ways. */
function headOf(config: ShopConfig): string {
  const json = quoted(config)
  const customerio = config.ways.includes('customerio-snippet') ? snippet(config.collectors.customerio ?? '') : ''
  const web = config.ways.includes('bloomreach-web') ? bloomreach(config.collectors.bloomreach ?? '') : ''
  const global = customerio ? 'cioanalytics' : web ? 'exponea' : null
  const first = config.first && global ? `<script>${global}.track(${quoted(config.first)}, {})</script>` : ''
  return `<script id="shop-config" type="application/json">${json}</script>${customerio}${web}${first}`
}

/** What each page asks for as soon as it runs: by then the page before it is gone. */
const RUNS = '/runs.js'

/** Serves the built shop. `collectors` are origins by vendor. Throws if the shop was not built. */
export async function startShop(collectors: Readonly<Record<string, string>>): Promise<Shop> {
  if (!existsSync(path.join(BUILT, 'index.html'))) throw new Error('the shop is not built: call buildShop first')
  const documents: { at: number; path: string; ran: number | null }[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop')
    const name = url.pathname === '/' ? '/index.html' : url.pathname
    if (name === RUNS) {
      const document = documents[Number(url.searchParams.get('document'))]
      if (document) document.ran ??= Date.now()
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end()
      return
    }
    const file = path.join(BUILT, path.normalize(name))
    if (!file.startsWith(BUILT) || !existsSync(file) || !TYPES[path.extname(file)]) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
      return
    }
    const type = TYPES[path.extname(file)] ?? 'text/plain'
    if (path.extname(file) !== '.html') {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(readFileSync(file))
      return
    }
    documents.push({ at: Date.now(), path: url.pathname + url.search, ran: null })
    const wished =
      url.searchParams.get('tracking') ?? /(?:^|; )tracking=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? null
    const ways = waysOf(wished)
    const runs = `<script async src="${RUNS}?document=${documents.length - 1}"></script>`
    const head = headOf({
      ways,
      collectors,
      writeKey: WRITE_KEY,
      projectToken: PROJECT_TOKEN,
      first: url.searchParams.get('first') ?? '',
    })
    const html = readFileSync(file, 'utf8').replace('<!--head-->', () => runs + head)
    response
      .writeHead(200, {
        'content-type': type,
        'cache-control': 'no-store',
        'set-cookie': `tracking=${ways.join(',')}; Path=/; SameSite=Lax`,
      })
      .end(html)
  })
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    documents,
    left: () => documents.map(({ at, ran }) => ({ asked: at, gone: ran ?? at })),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
