/**
 * Tests that whatever a page gives to `fetch` or to an XHR's `open` is read as often as without us and in the same
 * order: each getter, trap and overridden method notes that it was asked, with the hook and without it.
 */
import { expect, it, vi } from 'vitest'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { createNetwork } from './exchange'
import { hookFetch } from './fetch'
import { hookXhr } from './xhr'

const BULK = 'https://any.example/bulk'
const TEXT = '{"commands":[1]}'

const NativeRequest = Request
const facts: Happening[] = []
const native = async (...[input, init]: Parameters<typeof fetch>) => {
  const request = new NativeRequest(input, init)
  await request.text()
  return new Response('')
}
vi.stubGlobal('fetch', native)
/** As much of the browser's as opens a request. */
class Xhr extends EventTarget {
  opened = ''
  open(method: unknown, url: unknown) {
    this.opened = `${method} ${url}`
    if (this.opened.endsWith(':')) throw new Error('no address')
    this.onopened?.()
  }
  /** Called before `open` returns, as listeners of `readystatechange` are. */
  onopened?: () => void
  send() {}
  get readyState() {
    return 1
  }
  get status() {
    return 0
  }
  readonly responseURL = ''
}
vi.stubGlobal('XMLHttpRequest', Xhr)
const nativeOpen = Xhr.prototype.open
const network = createNetwork(
  { ownerOf, holdable },
  createReporter((text) => facts.push(JSON.parse(text))),
  createStopped(() => {}),
)
hookFetch(network)
hookXhr(network)

type Reads = string[]

/** Node writes its classes in JavaScript, with slots under symbols of its own: in a browser nobody can see those. */
const WELL_KNOWN: readonly unknown[] = Object.values(Object.getOwnPropertyDescriptors(Symbol)).map(({ value }) => value)
const isSlot = (name: unknown) => typeof name === 'symbol' && !WELL_KNOWN.includes(name)
/** Node's `Request.clone` asks the request for its signal by that name; a browser's does not. */
const isAskedByNode = (made: object, name: PropertyKey) => made instanceof NativeRequest && name === 'signal'

const isUnheard = (made: object, name: PropertyKey) => isSlot(name) || isAskedByNode(made, name)

/** The same object, with every member that a page can put before the built-in ones noting that it was asked. */
function noting<T extends object>(made: T, reads: Reads): T {
  const seen = new Set<PropertyKey>(['constructor'])
  for (let owner: object | null = made; owner && owner !== Object.prototype; owner = Object.getPrototypeOf(owner))
    for (const name of Reflect.ownKeys(owner)) {
      const member = Object.getOwnPropertyDescriptor(owner, name)
      if (!member || seen.has(name) || isUnheard(made, name) || (owner === made && ArrayBuffer.isView(made))) continue
      if (owner === made && !member.configurable) {
        seen.add(name)
        continue
      }
      seen.add(name)
      const get = function (this: unknown) {
        reads.push(String(name))
        const value = member.get ? member.get.call(made) : member.value
        return typeof value === 'function' ? value.bind(made) : value
      }
      Object.defineProperty(made, name, { configurable: true, get })
    }
  return made
}

/** A proxy of which every operation is noted. */
function watched<T extends object>(target: T, reads: Reads): T {
  const note = (trap: keyof typeof Reflect) => [
    trap,
    (...given: unknown[]) => {
      if (!isSlot(given[1])) reads.push(`${trap} ${typeof given[1] === 'object' ? '' : String(given[1])}`)
      return (Reflect[trap] as (...all: unknown[]) => unknown)(...given)
    },
  ]
  // Of prototypes Node asks where a browser asks for the slot.
  const traps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'isExtensible'] as const
  return new Proxy(target, Object.fromEntries(traps.map(note)))
}

function form(reads: Reads): FormData {
  const made = new FormData()
  made.append('data', TEXT)
  made.append('file', noting(new File(['a'], 'a.txt'), reads))
  return noting(made, reads)
}

class Params extends URLSearchParams {}
class Asked extends NativeRequest {}
class Bytes extends Uint8Array {}

const asBody = (of: (reads: Reads) => unknown) => (reads: Reads) =>
  [BULK, { method: 'POST', body: of(reads) }] as unknown as Parameters<typeof fetch>

it.each<[string, (reads: Reads) => Parameters<typeof fetch>]>([
  ['a text object', asBody((reads) => noting(Object('text') as object, reads))],
  [
    'a function with a text of its own',
    asBody((reads) =>
      noting(
        Object.assign(() => {}, { toString: () => TEXT }),
        reads,
      ),
    ),
  ],
  ['an object with a text of its own', asBody((reads) => noting({ toString: () => TEXT }, reads))],
  ['a proxy', asBody((reads) => watched({}, reads))],
  ['URLSearchParams of a class of the page’s', asBody((reads) => noting(new Params({ data: TEXT }), reads))],
  ['a form with a file', asBody(form)],
  ['a Blob', asBody((reads) => noting(new Blob([TEXT]), reads))],
  ['a file', asBody((reads) => noting(new File([TEXT], 'a.json'), reads))],
  ['a view of bytes', asBody((reads) => noting(new Bytes(new TextEncoder().encode(TEXT)), reads))],
  ['a DataView', asBody((reads) => noting(new DataView(new TextEncoder().encode(TEXT).buffer), reads))],
  ['a buffer', asBody((reads) => noting(new TextEncoder().encode(TEXT).buffer, reads))],
  ['a list', asBody((reads) => watched([TEXT], reads))],
  ['a map', asBody((reads) => noting(new Map([['a', TEXT]]), reads))],
  ['a set', asBody((reads) => noting(new Set([TEXT]), reads))],
  ['a date', asBody((reads) => noting(new Date(0), reads))],
  ['a request of a class of the page’s', (reads) => [noting(new Asked(BULK, { method: 'POST', body: TEXT }), reads)]],
  [
    'a request beside options',
    (reads) => [noting(new Asked(BULK, { method: 'POST', body: TEXT }), reads), watched({ keepalive: true }, reads)],
  ],
  ['an address', (reads) => [noting(new URL(BULK), reads), { method: 'POST', body: TEXT }]],
  ['an object for an address', (reads) => [noting({ toString: () => BULK }, reads) as never, { method: 'POST' }]],
  ['options', (reads) => [BULK, watched({ method: 'POST', body: TEXT, headers: { a: 'b' } }, reads)]],
  ['headers as a proxy', (reads) => [BULK, { method: 'POST', body: TEXT, headers: watched({ a: 'b' }, reads) }]],
  [
    'headers as a list',
    (reads) => [BULK, { method: 'POST', body: TEXT, headers: watched([['a', 'b']], reads) as never }],
  ],
  ['a signal', (reads) => [BULK, { method: 'POST', body: TEXT, signal: noting(new AbortController().signal, reads) }]],
])('%s', async (_, given) => {
  const [without, within]: [Reads, Reads] = [[], []]
  const outcome = (sent: Promise<Response>) => sent.then(String, ({ name, message }: Error) => `${name}: ${message}`)
  const expected = await outcome(native(...given(without)))
  expect(await outcome(fetch(...given(within)))).toBe(expected)
  expect(within).toEqual(without)
})

it.each<[string, (reads: Reads) => unknown]>([
  ['an object for a method', (reads) => noting({ toString: () => 'POST' }, reads)],
  ['a method that decides by itself', (reads) => watched({ [Symbol.toPrimitive]: () => 'POST' }, reads)],
  [
    'a method that refuses to be read',
    (reads) =>
      noting(
        {
          toString() {
            throw new Error('no text')
          },
        },
        reads,
      ),
  ],
])('of an XHR, %s', (_, given) => {
  const outcome = (open: typeof nativeOpen, reads: Reads) => {
    const xhr = new Xhr()
    try {
      open.call(xhr, given(reads), BULK)
      return xhr.opened
    } catch (error) {
      return String(error)
    }
  }
  const [without, within]: [Reads, Reads] = [[], []]
  const expected = outcome(nativeOpen, without)
  expect(outcome(Xhr.prototype.open, within)).toBe(expected)
  expect(within).toEqual(without)
  expect(without).not.toEqual([])
})

it('an XHR that the page sends as soon as it is open is told, and one that it fails to open stays what it was', () => {
  const sent = (first: string, ...further: string[]) => {
    facts.length = 0
    const xhr = new Xhr()
    const send = () => (xhr.send as (body: string) => void)(TEXT)
    if (further.length === 0) xhr.onopened = send
    xhr.open('POST', first)
    for (const address of further) expect(() => xhr.open('POST', address)).toThrow('no address')
    if (further.length > 0) send()
    return facts.map((fact) => fact.kind === 'request' && fact.url)
  }
  expect(sent(BULK)).toEqual([BULK])
  expect(sent(BULK, 'https://other.example/bulk#:')).toEqual([BULK])
  expect(sent('https://any.example/nothing')).toEqual([])
})

it('… and what could be read is told', async () => {
  facts.length = 0
  await fetch(...asBody((reads) => noting(new Params({ data: TEXT }), reads))([]))
  await fetch(noting(new Asked(BULK, { method: 'POST', body: TEXT }), []))
  await vi.waitFor(() => expect(facts.filter(({ kind }) => kind === 'request').length).toBeGreaterThan(0))
  expect(facts).toContainEqual(expect.objectContaining({ kind: 'request', url: BULK }))
})
