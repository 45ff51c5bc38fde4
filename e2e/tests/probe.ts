/**
 * A loopback server of loose pages for tests, with an endpoint that answers tracking requests in many ways and keeps
 * what came.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One page: its HTML and the headers it comes with. */
export interface ProbePage {
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What arrived at the tracking endpoint. */
interface Arrival {
  readonly via: string
  readonly body: string
}

/** A running server. */
export interface Probe {
  readonly port: number
  /** For example `http://127.0.0.1:40124`. */
  readonly origin: string
  readonly arrivals: readonly Arrival[]
  readonly close: () => Promise<void>
}

/** How the endpoint answers, by the `act` in the address. */
const ACTS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  ok: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}'),
  bad: (response) => response.writeHead(400, { 'content-type': 'text/plain' }).end('no such thing'),
  empty: (response) => response.writeHead(204).end(),
  hang: () => {},
  reset: (response) => response.socket?.destroy(),
  redirect: (response) => response.writeHead(307, { location: '/v1/t?act=ok' }).end(),
  /** Bytes now, and the rest never: a page that reads as it comes gets the first part. */
  stream: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.write('first part')
  },
  /** Two parts, the second one broken off. */
  torn: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' })
    response.write('first part', () => setTimeout(() => response.socket?.destroy(), 100))
  },
  /** Says that it is compressed, and is not. */
  gzip: (response) =>
    response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end('not compressed at all'),
  /** More than is kept of an answer, and then broken off. */
  long: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '1000000' })
    response.write('x'.repeat(100_000), () => setTimeout(() => response.socket?.destroy(), 100))
  },
}

/** Starts the server. `pages` are by path, and made anew for each request with the server's port. */
export async function startProbe(pages: Readonly<Record<string, (port: number) => ProbePage>>): Promise<Probe> {
  const arrivals: Arrival[] = []
  const server = createServer((request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://probe')
    const { port } = server.address() as AddressInfo
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    response.setHeader('cache-control', 'no-store')
    const page = pages[url.pathname]
    if (page) {
      const { html, headers = {} } = page(port)
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html)
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const body = Buffer.concat(chunks).toString()
    if (request.method === 'POST') arrivals.push({ via: url.searchParams.get('via') ?? '', body })
    const act = ACTS[url.searchParams.get('act') ?? 'ok']
    if (act) act(response)
    else response.writeHead(404).end()
  }

  server.on('clientError', (_, socket) => socket.destroy())
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, done))
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    arrivals,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
