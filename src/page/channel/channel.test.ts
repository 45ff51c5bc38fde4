// @vitest-environment happy-dom
/**
 * Tests of the private channel: synchronous, one hook per document, and nothing for a page that listens or imitates.
 */
import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type HookEnd, speakToRelay } from './hook-end'
import { HANDOVER, LENT, RELAY_HERE } from './names'
import { listenToHook, type RelayEnd } from './relay-end'

let imitations = 0
const relays: RelayEnd[] = []
function relay(told: string[]): RelayEnd {
  const end = listenToHook({ told: (text) => told.push(text), asked: () => {}, imitated: () => imitations++ })
  relays.push(end)
  return end
}

/** A hook; its end stays null where no relay has taken its node. */
function hook(orders: string[] = []): { end: HookEnd | null } {
  const made: { end: HookEnd | null } = { end: null }
  speakToRelay(
    (end) => {
      made.end = end
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
    const end = listenToHook({ told: () => {}, asked: () => end.order('hold'), imitated: () => {} })
    relays.push(end)
    hook(orders).end?.askHeld()
    expect(orders).toEqual(['hold'])
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
    const types = ['tell', 'order', 'ask', 'alive', HANDOVER, RELAY_HERE]
    for (const type of types) document.addEventListener(type, spy, true)
    const told: string[] = []
    const ears = { told: (text: string) => told.push(text), asked: () => {}, imitated: () => imitations++ }
    relays.push(listenToHook(ears, frame))
    // What a browser's window has by its index, as the hook finds it.
    vi.stubGlobal('window', { 0: Object.assign(Object.create(globalThis), { name: LENT, frameElement: frame }) })
    vi.resetModules()
    const { speakToRelay } = await import('./hook-end')
    let end: HookEnd | null = null
    speakToRelay(
      (made) => {
        end = made
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
    for (const type of ['tell', 'order', 'ask', 'alive', HANDOVER]) document.addEventListener(type, spy, true)
    document.addEventListener(HANDOVER, take, true)
    // A page that imitates the relay gets no node, one that imitates the hook is not listened to.
    document.dispatchEvent(new Event(RELAY_HERE))
    expect(imitations).toBe(0)
    const forged = document.createElement('i')
    document.dispatchEvent(new MouseEvent(HANDOVER, { relatedTarget: forged }))
    forged.dispatchEvent(new CustomEvent('tell', { detail: 'forged' }))
    end?.tell('secret')
    for (const type of ['tell', 'order', 'ask', 'alive', HANDOVER]) document.removeEventListener(type, spy, true)
    document.removeEventListener(HANDOVER, take, true)
    expect(told).toEqual(['secret'])
    // The relay has noticed the second one that called itself the hook.
    expect(imitations).toBe(1)
    expect(handed).toBe(forged)
    expect(stolen.filter((line) => line.includes('secret') || line.includes('forged'))).toEqual([])
  })
})
