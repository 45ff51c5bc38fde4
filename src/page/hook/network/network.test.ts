/** Tests of the network hooks: what a page gets from fetch stays what it was, and what belongs to a vendor is told. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BODY_LIMIT } from '../../../core/body'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { browserEvent } from '../../../testing/browser-event'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { bytesBody, partsBody, readBody, textBody } from './body'
import { createNetwork } from './exchange'
import { hookFetch } from './fetch'

const facts: Happening[] = []
const stopped = createStopped(() => {})
const native = vi.fn<(input: unknown, init?: unknown) => Promise<Response>>()
vi.stubGlobal('fetch', native)
hookFetch(
  createNetwork(
    { ownerOf, holdable },
    createReporter((text) => facts.push(JSON.parse(text))),
    stopped,
  ),
)
const BULK = 'https://any.example/bulk'
const post = (body: unknown, url = BULK) => fetch(url, { method: 'POST', body } as RequestInit)

/** What was asked of a reason for an abortion. */
const asked: string[] = []
function reasonThatNotes(): object {
  const reason = new Error('own')
  for (const name of ['name', 'message', 'stack'])
    Object.defineProperty(reason, name, { get: () => asked.push(name) && 'TimeoutError' })
  return reason
}

describe('fetch', () => {
  beforeEach(() => {
    facts.length = 0
    native.mockReset()
  })

  it('returns the browser’s own promise for requests that are nobody’s, without looking at their options', () => {
    const promise = Promise.resolve(new Response('x'))
    native.mockReturnValue(promise)
    const touchy = new Proxy(
      {},
      {
        get() {
          throw new Error('read')
        },
      },
    )
    expect(fetch('https://any.example/api', touchy)).toBe(promise)
    expect(post('{"other":1}')).toBe(promise)
    expect(facts).toEqual([])
  })

  it('tells a request whose body is read in time once, and not when its page is left', async () => {
    const page = new EventTarget()
    vi.stubGlobal('window', page)
    native.mockResolvedValue(new Response(''))
    await post(await new Response('{"commands":[]}').blob())
    await vi.waitFor(() => expect(facts).toMatchObject([{ kind: 'request', body: { text: '{"commands":[]}' } }, {}]))
    page.dispatchEvent(browserEvent('pagehide'))
    expect(facts.filter(({ kind }) => kind === 'request')).toHaveLength(1)
  })

  it('tells an answer whose body still comes in as its page is left, and listens again for each', async () => {
    for (const round of ['before', 'after document.open()']) {
      facts.length = 0
      // `document.open()` takes every listener away, as if the window were another.
      const page = new EventTarget()
      vi.stubGlobal('window', page)
      native.mockResolvedValue(new Response(new ReadableStream({ pull: () => new Promise(() => {}) })))
      await post('{"commands":[]}')
      page.dispatchEvent(browserEvent('pagehide'))
      expect(facts[1], round).toMatchObject({ kind: 'response', status: 200, body: { text: null, note: 'left' } })
    }
  })

  it('tells a request at the latest as its page is left, though nobody can read its body by then', () => {
    const page = new EventTarget()
    vi.stubGlobal('window', page)
    const told: Happening[] = []
    const network = createNetwork(
      { ownerOf, holdable },
      createReporter((text) => told.push(JSON.parse(text))),
      stopped,
    )
    const send = () => network.sent({ via: 'beacon', method: 'POST', url: BULK, read: new Promise<never>(() => {}) })
    page.addEventListener('pagehide', send)
    send()
    expect(told).toEqual([])
    page.dispatchEvent(browserEvent('pagehide'))
    const body = { text: null, note: 'left' }
    expect(told).toMatchObject([1, 2].map((request) => ({ kind: 'request', request, body })))
  })

  it('asks the relay once whose a request is, as long as nothing was ever held back', () => {
    const ask = vi.fn(ownerOf)
    const network = createNetwork(
      { ownerOf: ask, holdable },
      createReporter(() => {}),
      createStopped(() => {}),
    )
    const out = { via: 'fetch', method: 'POST', url: BULK, read: textBody('{"commands":[]}') } as const
    expect(network.blocked(out)).toBe(false)
    expect(network.sent(out)).not.toBeNull()
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('tells request and answer, and leaves the page its whole answer', async () => {
    native.mockResolvedValue(new Response('{"success":true}', { status: 202 }))
    const response = await post('{"commands":[]}')
    expect(await response.text()).toBe('{"success":true}')
    await vi.waitFor(() => expect(facts).toHaveLength(2))
    expect(facts).toMatchObject([
      {
        kind: 'request',
        vendor: 'bloomreach',
        via: 'fetch',
        method: 'POST',
        url: BULK,
        body: { text: '{"commands":[]}' },
      },
      { kind: 'response', status: 202, body: { text: '{"success":true}' } },
    ])
  })

  it('hands on the very error of a failed request', async () => {
    const error = new TypeError('Failed to fetch')
    native.mockRejectedValue(error)
    await expect(post('{"commands":[]}')).rejects.toBe(error)
    expect(facts.at(-1)).toMatchObject({ kind: 'failure', reason: 'network' })
  })

  it.each([
    ['AbortError: stop', new DOMException('stop', 'AbortError')],
    ['a reason of the page', 'a reason of the page'],
    ['null', null],
    ['an error without words', Proxy.revocable({}, {}).proxy],
    ['an error without words', reasonThatNotes()],
    ['TimeoutError: too late', new DOMException('too late', 'TimeoutError')],
  ])(
    'tells a request that the page’s own signal ended as one that it did, with the words: %s',
    async (words, error) => {
      // The test's own title has asked it.
      asked.length = 0
      const controller = new AbortController()
      let fail = (_: unknown) => {}
      native.mockReturnValue(
        new Promise<Response>((_, failed) => {
          fail = failed
        }),
      )
      const promise = fetch(BULK, { method: 'POST', body: '{"commands":[]}', signal: controller.signal })
      controller.abort(error)
      fail(error)
      expect(await promise.catch((thrown: unknown) => thrown)).toBe(error)
      expect(facts.at(-1)).toMatchObject({ kind: 'failure', reason: 'aborted', error: words })
      expect(asked).toEqual([])
    },
  )

  it('tells an abortion that is not the page’s own as a failure of the network', async () => {
    native.mockRejectedValue(new DOMException('The operation was aborted.', 'AbortError'))
    await expect(post('{"commands":[]}')).rejects.toThrow('aborted')
    expect(facts.at(-1)).toMatchObject({ kind: 'failure', reason: 'network' })
  })

  it('fails a vendor’s request like a broken network while a stop is in force, and no other', async () => {
    stopped.hold('bloomreach', true)
    native.mockResolvedValue(new Response(''))
    await expect(post('{"commands":[1]}')).rejects.toThrow(new TypeError('Failed to fetch'))
    expect(native).not.toHaveBeenCalled()
    await post('{"mine":1}')
    stopped.hold('bloomreach', false)
    expect(native).toHaveBeenCalledOnce()
    expect(facts).toMatchObject([{ kind: 'blocked', what: 'request', body: { text: '{"commands":[1]}' } }])
  })

  it('holds a request of which only a note says that it is stopped, until that is known', async () => {
    native.mockImplementation(() => Promise.resolve(new Response('')))
    for (const on of [true, false]) {
      stopped.hold('bloomreach', true, true)
      const sent = post('{"commands":[2]}').then(
        () => 'sent',
        (error: unknown) => String(error),
      )
      expect([native.mock.calls, facts]).toEqual([[], []])
      stopped.hold('bloomreach', on)
      expect(await sent).toBe(on ? 'TypeError: Failed to fetch' : 'sent')
      stopped.hold('bloomreach', false)
      expect(native).toHaveBeenCalledTimes(on ? 0 : 1)
      expect(facts[0]).toMatchObject({ kind: on ? 'blocked' : 'request', body: { text: '{"commands":[2]}' } })
      facts.length = 0
    }
  })

  it('lets an SDK fetch what it starts with while a stop is in force', async () => {
    stopped.hold('customerio', true)
    native.mockResolvedValue(new Response('{}'))
    await fetch('https://any.example/v1/projects/key/settings')
    stopped.hold('customerio', false)
    expect(native).toHaveBeenCalledOnce()
    expect(facts.map(({ kind }) => kind)).not.toContain('blocked')
  })

  it('reads a Blob’s text at once, as it must when the page is being left', () => {
    native.mockReturnValue(new Promise(() => {}))
    void post(new Blob(['{"comm', 'ands":[2]}'], { type: 'application/json' }))
    expect(facts).toMatchObject([{ kind: 'request', body: { text: '{"commands":[2]}' } }])
    expect(new Blob([]).constructor).toBe(Blob)
  })
})

describe('bodies', () => {
  it('keeps text and bytes as they are, and says what it cut', () => {
    expect(readBody(null)).toEqual({ text: null, size: 0 })
    expect(textBody('x'.repeat(BODY_LIMIT + 1))).toMatchObject({ cut: true, size: BODY_LIMIT + 1 })
    expect(readBody(new Uint8Array([0x1f, 0x8b, 0xff]))).toEqual({ text: 'H4v/', size: 3, binary: true })
    expect(readBody(new TextEncoder().encode('{"ž":1}').buffer)).toMatchObject({ text: '{"ž":1}' })
    expect(bytesBody(new TextEncoder().encode(`${'x'.repeat(BODY_LIMIT - 1)}ž`))).toMatchObject({
      cut: true,
      size: BODY_LIMIT + 1,
    })
    expect(readBody(new URLSearchParams({ a: 'b c' }))).toMatchObject({ text: 'a=b+c' })
  })

  it('gives no parts that it cannot read at once', () => {
    expect(partsBody(['a', new Uint8Array(1)])).toBeNull()
    expect(partsBody(['x'.repeat(BODY_LIMIT + 1)])).toBeNull()
    expect(partsBody(['a', 'b'])?.()).toMatchObject({ text: 'ab' })
  })
})
