// @vitest-environment happy-dom
/** Tests of what the browser's timing tells of who answered. */
import { afterEach, expect, it, vi } from 'vitest'
import { createServed } from './served'

const OWN = 'https://shop.test'
const OTHER = 'https://collect.test'
const LATER = 40

/** How the browser timed a request; what it keeps to itself is 0 or empty. */
interface Timed {
  readonly nextHopProtocol?: string
  readonly size?: number
  readonly duration?: number
}

/** A page of this origin, and what is passed on of a request to an address and its answer. */
function answerTo(
  url: string,
  timed: Timed | null,
  more: { controlled?: boolean; body?: string; clock?: number } = {},
) {
  const { controlled = true, body = '{}', clock = LATER } = more
  vi.stubGlobal('location', { origin: OWN })
  vi.stubGlobal('navigator', { serviceWorker: { controller: controlled ? {} : null } })
  const now = vi.fn().mockReturnValueOnce(0).mockReturnValue(clock)
  const { size = 0, duration = 0, nextHopProtocol = '' } = timed ?? {}
  const entry = { nextHopProtocol, encodedBodySize: size, decodedBodySize: size, duration }
  const earlier = { nextHopProtocol: 'h2', encodedBodySize: 9, decodedBodySize: 9, duration: 9 }
  const named = (name: string) => (name === url && timed ? [earlier, entry] : [])
  vi.stubGlobal('performance', { now, getEntriesByName: named })
  const passed: string[] = []
  const told = createServed((happening) => passed.push(happening))
  told(JSON.stringify({ kind: 'request', request: 7, vendor: 'v', via: 'xhr', method: 'POST', url, body: {} }))
  told(JSON.stringify({ kind: 'response', request: 7, status: 200, body: { text: body, size: body.length } }))
  expect(passed).toHaveLength(2)
  return (JSON.parse(passed[1] ?? '') as { worker?: boolean }).worker ?? false
}
afterEach(() => vi.unstubAllGlobals())

it.each([
  ['what had no protocol, on the page’s own origin', `${OWN}/v1/t`, { duration: 3 }, {}, true],
  ['not what came from the network', `${OWN}/v1/t`, { nextHopProtocol: 'http/1.1', duration: 3 }, {}, false],
  ['not on a page that no worker controls', `${OWN}/v1/t`, {}, { controlled: false }, false],
  ['what took no time and has a text, from another origin', `${OTHER}/v1/t`, {}, {}, true],
  ['not what took its time there', `${OTHER}/v1/t`, { duration: 1 }, {}, false],
  ['not what has a size there', `${OTHER}/v1/t`, { size: 2 }, {}, false],
  ['not what has no text there', `${OTHER}/v1/t`, {}, { body: '' }, false],
  ['not where the clock is so coarse that it stood still', `${OTHER}/v1/t`, {}, { clock: 0 }, false],
  ['not from an origin that only begins like the page’s', `${OWN}.evil/v1/t`, { duration: 3 }, {}, false],
  ['not where the browser has timed nothing', `${OWN}/v1/t`, null, {}, false],
] as const)('a service worker has answered: %s', (_, url, timed, more, served) => {
  expect(answerTo(url, timed, more)).toBe(served)
})

it('leaves everything as it is where there are no service workers, and what it cannot know', () => {
  vi.stubGlobal('navigator', {})
  const passed: string[] = []
  const told = createServed((happening) => passed.push(happening))
  const all = ['{"kind":"response","request":1}', 'no JSON', '{"kind":"request"']
  for (const happening of all) told(happening)
  expect(passed).toEqual(all)
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } })
  for (const happening of all) told(happening)
  expect(passed).toEqual([...all, ...all])
})
