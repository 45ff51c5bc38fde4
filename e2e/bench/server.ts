/**
 * The bench's own server on loopback: pages, files, an endpoint that answers at once, and the line over which a lone
 * browser is told what to do.
 */
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page cannot read its clock finer than 0.1 ms unless it is isolated from other origins. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'cross-origin-resource-policy': 'cross-origin',
}

/** A running server. */
export interface BenchServer {
  readonly origin: string
  /** Serves this text or file content at a path from now on. */
  readonly serve: (path: string, type: string, content: string | Buffer) => void
  /** Serves a file's content at a path from now on. */
  readonly serveFile: (path: string, type: string, file: string) => Promise<void>
  /** Gives the lone page called `name` a job and resolves with its result, both JSON. */
  readonly ask: (name: string, job: unknown) => Promise<unknown>
  /** How many bodies came to `/collect/…`, and when the last was answered (milliseconds since 1970). */
  readonly collected: { count: number; last: number }
  readonly close: () => Promise<void>
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

/** Starts it on a free port. */
export async function startBenchServer(): Promise<BenchServer> {
  const files = new Map<string, { readonly type: string; readonly content: string | Buffer }>()
  const jobs = new Map<string, { readonly job: string; readonly done: (result: unknown) => void }>()
  const idle = new Map<string, (job: string) => void>()
  const collected = { count: 0, last: 0 }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench')
    const name = searchParams.get('name') ?? ''
    const body = request.method === 'POST' ? await bodyOf(request) : ''
    const headers = { ...ISOLATED, ...OPEN, 'cache-control': 'no-store' }
    if (request.method === 'OPTIONS') return void response.writeHead(204, headers).end()
    if (pathname.startsWith('/collect/')) {
      response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end('{"success":true}')
      collected.count++
      collected.last = Date.now()
      return
    }
    if (pathname === '/job') {
      const waiting = jobs.get(name)
      const send = (job: string): void =>
        void response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(job)
      if (waiting) send(waiting.job)
      else idle.set(name, send)
      return
    }
    if (pathname === '/result') {
      response.writeHead(204, headers).end()
      const waiting = jobs.get(name)
      jobs.delete(name)
      waiting?.done(JSON.parse(body))
      return
    }
    const file = files.get(pathname)
    if (!file) return void response.writeHead(404, headers).end()
    response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.content)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  server.keepAliveTimeout = 60_000
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (path, type, content) => void files.set(path, { type, content }),
    async serveFile(path, type, file) {
      files.set(path, { type, content: await readFile(file) })
    },
    ask(name, job) {
      return new Promise((done) => {
        const text = JSON.stringify(job)
        jobs.set(name, { job: text, done })
        const send = idle.get(name)
        idle.delete(name)
        send?.(text)
      })
    },
    collected,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
