// @vitest-environment happy-dom
/** Tests of what an answer's type and the browser's timing tell of who answered. */
import { afterEach, expect, it, vi } from 'vitest'
import { createServed } from './served'

const OWN = 'https://shop.test'
const OTHER = 'https://collect.test'

/** An answer: its address, how the browser timed it, and what else differs from that of a page with a worker. */
interface Answered {
  readonly url: string
  /** Null: not timed at all. What is left out the browser keeps to itself, as 0 or empty. */
  readonly timed?: { readonly nextHopProtocol?: string; readonly size?: number; readonly duration?: number } | null
  readonly controlled?: boolean
  readonly text?: string
  readonly type?: string
  /** The page's clock when the answer comes, in milliseconds; the request left at 0. */
  readonly clock?: number
}

/** Whether the answer is passed on with the mark that the worker gave it. */
function isMarked({ url, timed = {}, controlled = true, text = '{}', type, clock = 40 }: Answered): boolean {
  vi.stubGlobal('location', { origin: OWN })
  vi.stubGlobal('navigator', { serviceWorker: { controller: controlled ? {} : null } })
  const { size = 0, duration = 0, nextHopProtocol = '' } = timed ?? {}
  const entry = { nextHopProtocol, encodedBodySize: size, decodedBodySize: size, duration }
  const earlier = { nextHopProtocol: 'h2', encodedBodySize: 9, decodedBodySize: 9, duration: 9 }
  vi.stubGlobal('performance', { now: vi.fn().mockReturnValueOnce(0).mockReturnValue(clock) })
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      observe() {}
      takeRecords = () => (timed ? [earlier, entry].map((each) => ({ ...each, name: url })) : [])
    },
  )
  const passed: string[] = []
  const told = createServed((happening) => passed.push(happening))
  told(JSON.stringify({ kind: 'request', request: 7, vendor: 'v', via: 'xhr', method: 'POST', url, body: {} }))
  told(JSON.stringify({ kind: 'response', request: 7, status: 200, body: { text, size: text.length }, type }))
  expect(passed).toHaveLength(2)
  expect(passed[1]).not.toContain('"type"')
  return (JSON.parse(passed[1] ?? '') as { worker?: boolean }).worker ?? false
}
afterEach(() => vi.unstubAllGlobals())

it.each<[string, Answered]>([
  ['what it made by itself', { url: `${OTHER}/v1/t`, timed: { duration: 3 }, type: 'default' }],
  ['what Firefox calls basic of another origin', { url: `${OTHER}/v1/t`, timed: { duration: 3 }, type: 'basic' }],
  ['what had no protocol, on the page’s own origin', { url: `${OWN}/v1/t`, timed: { duration: 3 } }],
  ['what took no time and has a text, by XHR from another origin', { url: `${OTHER}/v1/t` }],
])('a service worker has answered: %s', (_, answered) => {
  expect(isMarked(answered)).toBe(true)
})

it.each<[string, Answered]>([
  ['came from the network', { url: `${OWN}/v1/t`, timed: { nextHopProtocol: 'http/1.1', duration: 3 } }],
  ['is basic on the page’s own origin', { url: `${OWN}/v1/t`, timed: { nextHopProtocol: 'h2' }, type: 'basic' }],
  ['is on a page that no worker controls', { url: `${OWN}/v1/t`, type: 'default', controlled: false }],
  ['took its time at another origin', { url: `${OTHER}/v1/t`, timed: { duration: 1 } }],
  ['has a size at another origin', { url: `${OTHER}/v1/t`, timed: { size: 2 } }],
  ['has no text at another origin', { url: `${OTHER}/v1/t`, text: '' }],
  ['a worker has passed on by fetch', { url: `${OTHER}/v1/t`, type: 'cors' }],
  ['a clock so coarse has timed that it stood still', { url: `${OTHER}/v1/t`, clock: 0 }],
  ['an origin gave that only begins like the page’s', { url: `${OWN}.evil/v1/t`, timed: { duration: 3 } }],
  ['nobody has timed', { url: `${OWN}/v1/t`, timed: null }],
])('nobody knows that of what %s', (_, answered) => {
  expect(isMarked(answered)).toBe(false)
})

it('says of a redirect that the page did not follow that it was one, and of what CORS hides nothing', () => {
  const passed: string[] = []
  const told = createServed((happening) => passed.push(happening))
  const body = { text: null, size: 0 }
  for (const type of ['opaqueredirect', 'opaque'])
    told(JSON.stringify({ kind: 'response', request: 1, status: 0, body, type }))
  expect(passed.map((each) => (JSON.parse(each) as { body: { note: string } }).body.note)).toEqual([
    ...['unfollowed', 'opaque'],
  ])
})

it('leaves everything as it is where there are no service workers, and what it cannot know', () => {
  vi.stubGlobal('navigator', {})
  const passed: string[] = []
  const told = createServed((happening) => passed.push(happening))
  const all = ['{"kind":"response","request":1}', 'no JSON', '{"kind":"request"']
  for (const happening of all) told(happening)
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } })
  for (const happening of all) told(happening)
  expect(passed).toEqual([...all, ...all])
})
