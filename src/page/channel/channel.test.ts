// @vitest-environment happy-dom
/**
 * Tests of the private channel: synchronous, one hook per document, and nothing for a page that listens or imitates.
 */
import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type HookEnd, speakToRelay } from './hook-end'
import { HANDOVER, LENT, RELAY_HERE, SITES_OF } from './names'
import { listenToHook, type RelayEars, type RelayEnd } from './relay-end'

let imitations = 0
const relays: RelayEnd[] = []
const EARS: RelayEars = {
  told: () => {},
  sited: () => {},
  asked: () => {},
  ownerOf: () => '',
  holdable: () => '',
  imitated: () => void imitations++,
}
function relay(told: string[]): RelayEnd {
  const end = listenToHook({ ...EARS, told: (text) => told.push(text) })
  relays.push(end)
  return end
}

/** A hook; its end stays null where no relay has taken its node. */
function hook(orders: string[] = [], sending = () => {}): { end: HookEnd | null } {
  const made: { end: HookEnd | null } = { end: null }
  speakToRelay(
    (end) => {
      made.end = end
      return sending
    },
    (order) => orders.push(order),
  )
  return made
}

describe('the channel', () => {
  const stolen: string[] = []
  const spy = (event: Event) => stolen.push(`${event.type} ${(event as CustomEvent).detail}`)

  beforeEach(() => {
    stolen.length = 0
    imitations = 0
    // A document of its own for each test: a hook stays in its document for good.
    vi.stubGlobal('document', new Window().document)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    for (const end of relays.splice(0)) end.end()
  })

  it('carries both ways before the call returns, in order', () => {
    const told: string[] = []
    const orders: string[] = []
    const end = relay(told)
    const { end: speak } = hook(orders)
    speak?.tell('{"a":1}')
    speak?.tell('{"b":2}')
    end.order('{"order":"hold"}')
    expect([told, orders]).toEqual([['{"a":1}', '{"b":2}'], ['{"order":"hold"}']])
  })

  it('joins also when the hook comes first', () => {
    const made = hook()
    expect(made.end).toBeNull()
    const told: string[] = []
    relay(told)
    made.end?.tell('x')
    expect(told).toEqual(['x'])
  })

  it('answers by orders what is held back, before the question returns', () => {
    const orders: string[] = []
    const end = listenToHook({ ...EARS, asked: () => end.order('hold') })
    relays.push(end)
    hook(orders).end?.askHeld()
    expect(orders).toEqual(['hold'])
  })

  it('asks whose a request is, and what a stop may hold back; nobody answers once the relay has ended', () => {
    const asked: unknown[] = []
    const end = listenToHook({
      ...EARS,
      ownerOf: (...request) => (asked.push(request) && request[1] === 'https://own.example/' ? 'vendor' : ''),
      holdable: (...request) => (asked.push(request) && request[0] === 'PUT' ? 'held' : ''),
    })
    relays.push(end)
    const speak = hook().end
    const own = () => speak?.ownerOf('POST', 'https://own.example/', 'two\nlines')
    expect([own(), speak?.ownerOf('GET', 'https://other.example/', ''), own()]).toEqual(['vendor', '', 'vendor'])
    expect([speak?.holdable('PUT', 'https://own.example/', 'x'), speak?.holdable('GET', '/', '')]).toEqual(['held', ''])
    expect(asked).toEqual([
      ['POST', 'https://own.example/', 'two\nlines'],
      ['GET', 'https://other.example/', ''],
      ['POST', 'https://own.example/', 'two\nlines'],
      ['PUT', 'https://own.example/', 'x'],
      ['GET', '/', ''],
    ])
    end.end()
    expect([own(), speak?.holdable('PUT', '/', '')]).toEqual(['', ''])
  })

  it('asks where calls were made, and hears it before the question returns, apart from what happens', () => {
    const heard: string[] = []
    const relayEnd = listenToHook({
      ...EARS,
      told: (text) => heard.push(`told ${text}`),
      sited: (text) => heard.push(`sited ${text}`),
    })
    relays.push(relayEnd)
    const made = hook([], () => made.end?.tell(`${SITES_OF}1`))
    made.end?.tell('x')
    relayEnd.askSites()
    expect(heard).toEqual(['told x', `sited ${SITES_OF}1`])
  })

  it('gives a second hook in the document nothing', () => {
    relay([])
    expect(hook().end).not.toBeNull()
    expect(hook().end).toBeNull()
  })

  it('goes on with a new relay when the old one has ended', () => {
    const first: string[] = []
    const second: string[] = []
    const old = relay(first)
    const { end } = hook()
    end?.tell('1')
    old.end()
    end?.tell('lost')
    relay(second)
    end?.tell('2')
    expect([first, second]).toEqual([['1'], ['2']])
  })

  it('joins over a frame that the relay has lent, and shows whoever made the window nothing', async () => {
    const frame = document.createElement('iframe')
    document.documentElement.append(frame)
    const types = ['tell', 'order', 'ask', 'owner', HANDOVER, RELAY_HERE]
    for (const type of types) document.addEventListener(type, spy, true)
    const told: string[] = []
    const ears = { ...EARS, told: (text: string) => told.push(text) }
    relays.push(listenToHook(ears, frame))
    // What a browser's window has by its index, as the hook finds it.
    vi.stubGlobal('window', { 0: Object.assign(Object.create(globalThis), { name: LENT, frameElement: frame }) })
    vi.resetModules()
    const { speakToRelay } = await import('./hook-end')
    let end: HookEnd | null = null
    speakToRelay(
      (made) => {
        end = made
        return () => {}
      },
      () => {},
    )
    expect(frame.isConnected).toBe(false)
    ;(end as HookEnd | null)?.tell('secret')
    expect([told, stolen, imitations]).toEqual([['secret'], [], 0])
    // Another one that offers itself is heard of as everywhere.
    document.dispatchEvent(new MouseEvent(HANDOVER, { relatedTarget: document.createElement('i') }))
    expect(imitations).toBe(1)
  })

  it('shows a page neither node nor text', () => {
    const told: string[] = []
    relay(told)
    const { end } = hook()
    let handed: unknown = null
    const take = (event: Event) => {
      handed = (event as MouseEvent).relatedTarget
    }
    for (const type of ['tell', 'order', 'ask', 'owner', HANDOVER]) document.addEventListener(type, spy, true)
    document.addEventListener(HANDOVER, take, true)
    // A page that imitates the relay gets no node, one that imitates the hook is not listened to.
    document.dispatchEvent(new Event(RELAY_HERE))
    expect(imitations).toBe(0)
    const forged = document.createElement('i')
    document.dispatchEvent(new MouseEvent(HANDOVER, { relatedTarget: forged }))
    forged.dispatchEvent(new CustomEvent('tell', { detail: 'forged' }))
    end?.tell('secret')
    for (const type of ['tell', 'order', 'ask', 'owner', HANDOVER]) document.removeEventListener(type, spy, true)
    document.removeEventListener(HANDOVER, take, true)
    expect(told).toEqual(['secret'])
    // The relay has noticed the second one that called itself the hook.
    expect(imitations).toBe(1)
    expect(handed).toBe(forged)
    expect(stolen.filter((line) => line.includes('secret') || line.includes('forged'))).toEqual([])
  })
})
