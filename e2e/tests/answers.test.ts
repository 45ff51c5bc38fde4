/** What came back, and from whom: redirects, pages, answers withheld by CORS and those of the page's service worker. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { openScene } from './scene'

/** What the collector got: the method, how it was asked to answer, and the body. */
interface Arrival {
  readonly method: string
  readonly act: string
  readonly body: string
}

const PAGE = '<!doctype html><title>Answers</title><p>A page with a service worker.'
const WORKER = `
  self.addEventListener('install', () => self.skipWaiting())
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
  self.addEventListener('fetch', (event) => {
    if (event.request.url.includes('worker=own')) event.respondWith(new Response('{}'))
    if (event.request.url.includes('worker=pass')) event.respondWith(fetch(event.request))
  })`

/** A collector that answers as its address says, at one origin, and the page at another. */
function startServer(arrivals: Arrival[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
    const act = searchParams.get('act') ?? 'ok'
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (pathname === '/sw.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(WORKER)
    if (pathname === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
    if (pathname !== '/v1/t') return response.writeHead(404).end()
    const body = Buffer.concat(chunks).toString()
    const again = arrivals.some((arrival) => arrival.body === body)
    arrivals.push({ method: request.method ?? '', act, body })
    if (act !== 'withheld') response.setHeader('access-control-allow-origin', '*')
    const html = { 'content-type': 'text/html' }
    if (act === 'reset' && !again) return request.socket.destroy()
    if (act === '302' || act === '307') return response.writeHead(Number(act), { location: '/v1/t?act=ok' }).end()
    if (act === 'page') return response.writeHead(200, html).end('<!doctype html><title>Sign in</title>')
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

describe.each(BROWSERS)('what came back, in %s', (browser) => {
  const scene = openScene(browser)
  const arrivals: Arrival[] = []
  const servers: Server[] = []
  const originOf = (n: number) => `http://127.0.0.1:${(servers[n]?.address() as AddressInfo | undefined)?.port}`

  beforeAll(async () => {
    servers.push(await startServer([]), await startServer(arrivals))
    await scene.stage.tab.goto(originOf(0))
    await scene.stage.tab.eval(async () => {
      await navigator.serviceWorker.register('/sw.js')
      const { serviceWorker } = navigator
      if (!serviceWorker.controller)
        await new Promise((done) => serviceWorker.addEventListener('controllerchange', done))
    })
  })
  afterAll(() => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  })

  /** Tracks one event by the page's own `fetch`, or by an XMLHttpRequest; resolves when it has ended. */
  const track = (event: string, query: string, xhr = false, origin = originOf(1)) =>
    scene.stage.tab.eval(
      ([name, url, old]) => {
        const message = { type: 'track', event: name, messageId: name, anonymousId: 'a', writeKey: 'k', properties: {} }
        const body = JSON.stringify(message)
        if (!old)
          return fetch(url, { method: 'POST', body }).then(
            () => {},
            () => {},
          )
        return new Promise<void>((done) => {
          const request = new XMLHttpRequest()
          request.open('POST', url)
          request.onloadend = () => done()
          request.send(body)
        })
      },
      [event, `${origin}/v1/t?${query}`, xhr] as const,
    )
  const posts = (event: string) => arrivals.filter(({ method, body }) => method === 'POST' && body.includes(event))

  it('a redirect that made a GET of it lost the body', async () => {
    for (const [name, xhr] of [
      ['gone by fetch', false],
      ['gone by XHR', true],
    ] as const) {
      await track(name, 'act=302', xhr)
      await scene.panel.item(name, 'lost')
      expect(posts(name).map(({ act }) => act)).toEqual(['302'])
    }
  })

  it('a 307 is one send, with every hop in the details', async () => {
    for (const [name, xhr] of [
      ['kept by fetch', false],
      ['kept by XHR', true],
    ] as const) {
      await track(name, 'act=307', xhr)
      await scene.panel.item(name)
      expect(posts(name).map(({ act }) => act)).toEqual(['307', 'ok'])
    }
  })

  it('a sign-in page with a 200 is not the vendor’s kind of answer', async () => {
    await track('signed out', 'act=page')
    await scene.panel.item('signed out', 'unknown')
  })

  it('answers of a host are accepted once the user has declared it, until it is taken back', async () => {
    const host = originOf(1).replace('http://', '')
    await track('mocked', 'act=page')
    await scene.panel.item('mocked', 'unknown')
    await scene.panel.details('mocked')
    await scene.panel.button(`Count such answers of ${host} as accepted`).click()
    await scene.panel.row('mocked', 'delivered')
    await track('mocked again', 'act=page')
    await scene.panel.item('mocked again')
    await scene.panel.loadAnew()
    await scene.panel.item('mocked again')
    await scene.panel.details('mocked')
    await scene.panel.button(`No longer count such answers of ${host} as accepted`).click()
    await scene.panel.row('mocked', 'unknown')
    await scene.panel.row('mocked again', 'unknown')
  })

  it('an answer that CORS withholds is delivered by the browser’s word', async () => {
    await track('withheld', 'act=withheld')
    await scene.panel.item('withheld')
  })

  it('an answer of the page’s service worker is unknown', async () => {
    for (const xhr of [false, true]) {
      const name = `made up by ${xhr ? 'XHR' : 'fetch'}`
      await track(name, 'worker=own', xhr)
      await scene.panel.item(name, 'unknown')
      expect(posts(name)).toEqual([])
    }
  })

  it('so it is on the page’s own origin, where what the network answered is delivered', async () => {
    for (const xhr of [false, true]) {
      const by = xhr ? 'by XHR' : 'by fetch'
      await track(`made up here ${by}`, 'worker=own', xhr, originOf(0))
      await track(`answered here ${by}`, 'act=ok', xhr, originOf(0))
      await scene.panel.item(`made up here ${by}`, 'unknown')
      await scene.panel.item(`answered here ${by}`)
    }
  })

  it('so it is where the page has no room for timings, or has thrown them away', async () => {
    await scene.stage.tab.eval(() => {
      performance.setResourceTimingBufferSize(0)
      performance.clearResourceTimings()
    })
    for (const origin of [originOf(0), originOf(1)])
      for (const xhr of [false, true]) {
        const name = `untimed ${xhr ? 'by XHR' : 'by fetch'}, ${origin === originOf(0) ? 'here' : 'elsewhere'}`
        await track(name, 'worker=own', xhr, origin)
        await track(`answered ${name}`, 'act=ok', xhr, origin)
        await scene.panel.item(name, 'unknown')
        await scene.panel.item(`answered ${name}`)
      }
  })

  it('a service worker that forwards is one send, and one try where it fails', async () => {
    await track('passed on', 'worker=pass')
    await scene.panel.item('passed on')
    await track('failed first', 'worker=pass&act=reset')
    await track('failed first', 'worker=pass&act=reset')
    await scene.panel.item('failed first')
    expect(posts('passed on')).toHaveLength(1)
  })
})
