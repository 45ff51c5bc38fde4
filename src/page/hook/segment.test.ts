// @vitest-environment happy-dom
/**
 * Segment's own SDKs as npm has them, beside Customer.io's fork, on one page and against a server on loopback: each by
 * its own name, its own rules and its own tracker; a stop for one does not hold back the other.
 */
import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AnalyticsBrowser as CustomerIo } from '@customerio/cdp-analytics-browser'
import { AnalyticsBrowser as Segment } from '@segment/analytics-next'
import { AnalyticsBrowser as OldSegment } from 'segment-1.55'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { emptyState, type State } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { holdable, ownerOf } from '../../providers/owners'
import { surfaces } from '../../providers/surfaces'
import { createHookContext, kitFor } from './context'
import { createNetwork } from './network/exchange'
import { hookFetch } from './network/fetch'
import { createReporter } from './reporter'
import { createStopped } from './stopped'

vi.hoisted(() => {
  /** An answer as a browser hands it to a page of another origin: happy-dom's has none of this on its prototype. */
  class Answer {
    readonly #text: string
    readonly #status: number
    constructor(text: string, { status }: { readonly status: number }) {
      this.#text = text
      this.#status = status
    }
    get status() {
      return this.#status
    }
    get ok() {
      return this.#status < 300
    }
    get url() {
      return ''
    }
    get redirected() {
      return false
    }
    get type() {
      return 'cors'
    }
    get bodyUsed() {
      return false
    }
    get headers() {
      return new Headers()
    }
    get body() {
      const bytes = new TextEncoder().encode(this.#text)
      return new ReadableStream({
        start: (stream) => {
          stream.enqueue(bytes)
          stream.close()
        },
      })
    }
    clone() {
      return new Answer(this.#text, { status: this.#status })
    }
    async json() {
      return JSON.parse(this.#text)
    }
  }
  Object.assign(globalThis, { Response: Answer })
  // The window of these tests is none of happy-dom's own, and nobody can listen there: the page is never left here.
  const { addEventListener } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (...given) {
    if (this !== (globalThis as unknown)) addEventListener.apply(this, given)
  }
})

/** What the server got: the event's name, and whose library it names. */
interface Arrival {
  readonly event: string
  readonly version: string
}

const arrived: Arrival[] = []
let status = 200
const server = createServer((request, response) => {
  let text = ''
  request.on('data', (part) => {
    text += part
  })
  request.on('end', () => {
    const { event, context } = JSON.parse(text || '{}')
    if (event) arrived.push({ event, version: context.library.version })
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"success":true}')
  })
})
/** The browser's own `fetch`: to the server, over loopback. */
vi.stubGlobal(
  'fetch',
  (url: string, { method = 'GET', body }: RequestInit = {}) =>
    new Promise<Response>((done, failed) => {
      const sent = ask(url, { method }, (got) => {
        let text = ''
        got.on('data', (part) => {
          text += part
        })
        got.on('end', () => done(new Response(text, { status: got.statusCode ?? 0 })))
      })
      sent.on('error', failed)
      sent.end(body as string | undefined)
    }),
)

const facts: Happening[] = []
const reporter = createReporter((text) => facts.push(JSON.parse(text)))
const context = createHookContext(
  reporter,
  createStopped(() => {}),
)
hookFetch(createNetwork({ ownerOf, holdable }, reporter, context.stopped))
for (const surface of surfaces) surface.install(kitFor(surface.vendor, context))

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => void server.close())
afterEach(() => {
  status = 200
  for (const vendor of ['customerio', 'segment']) context.stopped.hold(vendor, false)
})

const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}/v1`
const settings = (name: string, writeKey: string) =>
  ({
    writeKey,
    cdnSettings: {
      integrations: { [name]: { apiKey: writeKey, apiHost: host(), protocol: 'http' } },
      metrics: { sampleRate: 0 },
    },
  }) as never
const sdks = {
  'Customer.io 0.5.11': ['customerio', () => CustomerIo.load(settings('Customer.io Data Pipelines', 'cio'))],
  'Segment 1.84.3': ['segment', () => Segment.load(settings('Segment.io', 'new'))],
  'Segment 1.55.0': ['segment', () => OldSegment.load(settings('Segment.io', 'old'))],
} as const
type Name = keyof typeof sdks
const loaded = new Map<Name, { track(name: string): Promise<unknown> }>()
/** The SDK of that name tracks an event; it is loaded once, as on a page. */
function track(name: Name, event: string): void {
  const sdk = loaded.get(name) ?? (sdks[name][1]() as unknown as { track(name: string): Promise<unknown> })
  loaded.set(name, sdk)
  void sdk.track(event).catch(() => {})
}
const page: Happening = { kind: 'document', url: 'http://shop.test/', title: '', top: true, late: false, startedAt: 0 }
const state = (): State =>
  reduceAll(
    emptyState,
    [page, ...facts].map((happening, i): Fact => ({ doc: 'd', seq: i + 1, at: i + 1, frame: 0, ...happening })),
  )
const item = (event: string) => state().items.findLast(({ name }) => name === event)
const until = (event: string, delivery: string) => vi.waitFor(() => expect(item(event)?.delivery).toBe(delivery))
const got = (event: string) => arrived.filter((arrival) => arrival.event === event)

it('each SDK is called by its own name and has a tracker of its own, with its visitor', async () => {
  for (const name of Object.keys(sdks) as Name[]) {
    track(name, `by ${name}`)
    await until(`by ${name}`, 'delivered')
    expect(got(`by ${name}`)).toEqual([{ event: `by ${name}`, version: `npm:next-${name.split(' ')[1]}` }])
    expect(item(`by ${name}`)).toMatchObject({ vendor: sdks[name][0], seenBy: { call: true, page: true } })
  }
  const trackers = [...state().trackers.values()]
  expect(trackers.map(({ id }) => id).sort()).toEqual(['customerio:cio', 'segment:new', 'segment:old'])
  expect(
    state()
      .items.map(({ tracker }) => tracker)
      .toSet().size,
  ).toBe(3)
  expect(state().moments.filter((moment) => moment.kind === 'identity' && moment.change === 'rotated').size).toBe(0)
})

it('what the server answers with 500 is judged by the rules of each SDK and version', async () => {
  status = 500
  for (const [name, delivery, why] of [
    ['Segment 1.84.3', 'retrying', /sends it again/],
    ['Segment 1.55.0', 'rejected', /never looks at it/],
    ['Customer.io 0.5.11', 'rejected', /ignores the status/],
  ] as const) {
    track(name, `refused ${name}`)
    await until(`refused ${name}`, delivery)
    expect(item(`refused ${name}`)?.why).toMatch(why)
  }
  // The newer one does as it is said to.
  status = 200
  await until('refused Segment 1.84.3', 'delivered')
  expect(got('refused Segment 1.84.3').length).toBeGreaterThan(1)
  expect(got('refused Segment 1.55.0')).toHaveLength(1)
})

it.each([
  ['customerio', 'Customer.io 0.5.11', ['Segment 1.84.3', 'Segment 1.55.0']],
  ['segment', 'Segment 1.84.3', ['Customer.io 0.5.11']],
  ['segment', 'Segment 1.55.0', ['Customer.io 0.5.11']],
] as const)('a stop for %s holds back %s, and not the others', async (vendor, stopped, others) => {
  context.stopped.hold(vendor, true)
  track(stopped, `stopped ${stopped}`)
  for (const other of others) {
    track(other, `beside the stop of ${stopped}: ${other}`)
    await until(`beside the stop of ${stopped}: ${other}`, 'delivered')
  }
  await until(`stopped ${stopped}`, 'blocked')
  expect(got(`stopped ${stopped}`)).toEqual([])
})
