/**
 * A real HTTP server on loopback that answers like a vendor's, keeps its own log of what arrived, and misbehaves on
 * request.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { createArrivals } from './arrivals'
import type { Arrival, Collector, Manner } from './contract'
import { control } from './control'
import type { Verdict } from './rule'
import { createRules } from './standing'

function cors(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers
  return origin
    ? {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
        'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'content-type',
        vary: 'origin',
      }
    : {}
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const whole = Buffer.concat(chunks)
  try {
    return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole).toString('utf8')
  } catch {
    return whole.toString('latin1')
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Starts a collector on a free loopback port. */
export async function startCollector(manner: Manner): Promise<Collector> {
  const arrivals = createArrivals()
  const rules = createRules()
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const at = Date.now()
    const path = request.url ?? '/'
    const method = request.method ?? 'GET'
    // One connection a request: a browser repeats by itself what fails on a connection that it kept, and the log would
    // show two sends for one.
    const send = (status: number, body: string | Buffer, type: string) =>
      response
        .writeHead(status, { ...cors(request), 'content-type': type, 'cache-control': 'no-store', connection: 'close' })
        .end(body)
    if (method === 'OPTIONS') return send(204, '', 'text/plain')
    const text = await bodyOf(request)
    const body = jsonOf(text)
    const order = control(collector, method, path, body)
    if (order) return send(order.status, order.body, order.type ?? 'application/json')
    const things = manner.things(path, body)
    const standing = rules.of(path, things)
    const verdict: Verdict = standing?.rule.verdict ?? { act: 'answer' }
    const refused = verdict.act === 'refuse' ? Object.fromEntries(things.map((_, index) => [index, verdict.words])) : {}
    const arrival: Arrival = {
      ...{ n: arrivals.next(), at, method, path, headers: request.headers, text, body, things, refused },
      ...{ fate: 'held', status: null, answer: null, abandoned: false },
    }
    const answer = () => {
      const said =
        verdict.act === 'reject'
          ? { status: verdict.status, body: verdict.body ?? '{}' }
          : (manner.answer({ method, path, body, origin }, refused) ?? {
              status: 404,
              body: 'not found',
              type: 'text/plain',
            })
      const abandoned = response.destroyed || request.socket.destroyed
      arrivals.note({ ...arrival, fate: 'answered', status: said.status, answer: String(said.body), abandoned })
      send(said.status, said.body, said.type ?? 'application/json')
    }
    response.on('close', () => {
      const now = arrivals.find(arrival.n)
      if (now && !response.writableFinished && now.fate !== 'reset') arrivals.note({ ...now, abandoned: true })
    })
    if (verdict.act === 'reset') {
      arrivals.note({ ...arrival, fate: 'reset' })
      request.socket.resetAndDestroy()
    } else if (verdict.act === 'hang') arrivals.note({ ...arrival, fate: 'hung' })
    else if (verdict.act === 'delay') {
      arrivals.note(arrival)
      setTimeout(answer, verdict.ms).unref()
    } else if (verdict.act === 'hold') {
      arrivals.note(arrival)
      standing?.held.push(answer)
    } else answer()
  }
  const server: Server = createServer((request, response) => {
    // A request that breaks off while it is read has nothing to be answered.
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const collector: Collector = {
    vendor: manner.vendor,
    origin,
    get log() {
      return arrivals.log
    },
    received: arrivals.received,
    named: arrivals.named,
    arrived: arrivals.arrived,
    until: arrivals.until,
    clear: arrivals.clear,
    rule: rules.rule,
    rules: rules.rules,
    behave: rules.behave,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  return collector
}
