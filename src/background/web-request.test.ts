import { describe, expect, it, vi } from 'vitest'
import type { Permissions, WebRequest } from 'webextension-polyfill'
import type { ExchangeFact } from '../core/fact'
import type { OutcomesMessage } from '../link/messages'
import { bytesBody, createWebRequestSource, requestBody } from './web-request'

const bytes = (...parts: string[]) => ({ raw: parts.map((part) => ({ bytes: new TextEncoder().encode(part).buffer })) })

function event() {
  const listeners = new Set<(details: never) => void>()
  return {
    listeners,
    addListener: (listener: (details: never) => void) => void listeners.add(listener),
    removeListener: (listener: (details: never) => void) => void listeners.delete(listener),
    fire(details: object) {
      for (const listener of listeners) listener(details as never)
    },
  }
}

function setUp(granted: boolean) {
  const api = { onBeforeRequest: event(), onBeforeRedirect: event(), onCompleted: event(), onErrorOccurred: event() }
  const permissions = { onAdded: event(), onRemoved: event(), contains: async () => state.granted }
  const state = { granted }
  const said: Array<[number, ExchangeFact]> = []
  const told: OutcomesMessage[] = []
  const source = createWebRequestSource({
    changed: (outcomes) => void told.push(outcomes),
    webRequest: () => api as unknown as WebRequest.Static,
    permissions: permissions as unknown as Permissions.Static,
    claims: [
      ['one', (_, url) => url.includes('/one')],
      ['two', (method, url) => method === 'POST' && url.includes('/two')],
    ],
    say: (...what) => void said.push(what),
  })
  return { source, said, told, api, permissions, state }
}

describe('webRequest as a source', () => {
  it('says how the requests that a vendor claims ended, for watched tabs', async () => {
    const { source, said, api } = setUp(true)
    source.watch(4, true)
    await vi.waitFor(() => expect(api.onBeforeRequest.listeners.size).toBe(1))
    const request = { requestId: '1', method: 'POST', url: 'http://x/two', timeStamp: 10 }
    api.onBeforeRequest.fire({ ...request, requestBody: bytes('{"a":', '1}') })
    api.onBeforeRequest.fire({ ...request, requestId: '2', url: 'http://x/other' })
    api.onBeforeRequest.fire({ ...request, requestId: '3', url: 'http://x/one' })
    api.onCompleted.fire({ requestId: '1', statusCode: 404, timeStamp: 20 })
    api.onCompleted.fire({ requestId: '2', statusCode: 200, timeStamp: 20 })
    api.onErrorOccurred.fire({ requestId: '3', error: 'net::ERR_ABORTED', timeStamp: 30 })
    api.onErrorOccurred.fire({ requestId: '3', error: 'again', timeStamp: 30 })
    expect(said).toMatchObject([
      [
        4,
        {
          kind: 'exchange',
          via: 'webRequest',
          vendor: 'two',
          status: 404,
          body: { text: '{"a":1}', size: 7 },
          startedAt: 10,
          endedAt: 20,
        },
      ],
      [4, { vendor: 'one', status: 0, error: 'net::ERR_ABORTED', endedAt: 30 }],
    ])
    expect(said).toHaveLength(2)
  })

  it('tells every hop of a redirect, each as an exchange of its own', async () => {
    const { source, said, api } = setUp(true)
    source.watch(4, true)
    await vi.waitFor(() => expect(api.onBeforeRequest.listeners.size).toBe(1))
    const request = { requestId: '1', method: 'POST', url: 'http://x/two', timeStamp: 10, requestBody: bytes('{}') }
    api.onBeforeRequest.fire(request)
    api.onBeforeRedirect.fire({ ...request, statusCode: 307, redirectUrl: 'https://x/two', timeStamp: 12 })
    api.onBeforeRequest.fire({ ...request, url: 'https://x/two', timeStamp: 13 })
    api.onBeforeRedirect.fire({ ...request, statusCode: 302, redirectUrl: 'https://x/in', timeStamp: 15 })
    api.onBeforeRequest.fire({ requestId: '1', method: 'GET', url: 'https://x/in', timeStamp: 16 })
    api.onCompleted.fire({ requestId: '1', statusCode: 200, timeStamp: 20 })
    expect(said).toMatchObject([
      [4, { url: 'http://x/two', status: 307, redirect: 'https://x/two', endedAt: 12 }],
      [4, { url: 'https://x/two', status: 302, redirect: 'https://x/in', body: { text: '{}' } }],
    ])
    expect(said).toHaveLength(2)
  })

  it('tells that the browser answered from its cache: no server was asked', async () => {
    const { source, said, api } = setUp(true)
    source.watch(4, true)
    await vi.waitFor(() => expect(api.onBeforeRequest.listeners.size).toBe(1))
    for (const [requestId, fromCache] of [['1', true] as const, ['2', false] as const]) {
      api.onBeforeRequest.fire({ requestId, method: 'GET', url: 'http://x/one', timeStamp: 10 })
      api.onCompleted.fire({ requestId, statusCode: 200, fromCache, timeStamp: 20 })
    }
    expect(said.map(([, { cached }]) => cached)).toEqual([true, undefined])
  })

  it('tells that it is granted, and once that a request was heard of', async () => {
    const { source, told, api, permissions, state } = setUp(false)
    source.watch(4, true)
    expect(await source.outcomes()).toEqual({ type: 'outcomes', granted: false, heard: false })
    state.granted = true
    permissions.onAdded.fire({})
    await vi.waitFor(() => expect(told).toEqual([{ type: 'outcomes', granted: true, heard: false }]))
    await vi.waitFor(() => expect(api.onBeforeRequest.listeners.size).toBe(1))
    for (const requestId of ['1', '2'])
      api.onBeforeRequest.fire({ requestId, method: 'GET', url: 'http://x/other', timeStamp: 1 })
    await vi.waitFor(() => expect(told.slice(1)).toEqual([{ type: 'outcomes', granted: true, heard: true }]))
  })

  it('listens only while it is granted and a panel watches', async () => {
    const { source, api, permissions, state } = setUp(false)
    source.watch(4, true)
    await vi.waitFor(() => expect(api.onBeforeRequest.listeners.size).toBe(0))
    state.granted = true
    permissions.onAdded.fire({})
    await vi.waitFor(() => expect(api.onCompleted.listeners.size).toBe(1))
    source.watch(4, false)
    await vi.waitFor(() => expect(api.onCompleted.listeners.size).toBe(0))
  })
})

describe('bodies', () => {
  it('are text where they are UTF-8, base64 where they are not, and cut at 512 KiB', () => {
    expect(requestBody(undefined)).toEqual({ text: null, size: 0 })
    expect(bytesBody(Uint8Array.of(0x1f, 0x8b, 0xff))).toEqual({ text: btoa('\x1f\x8b\xff'), binary: true, size: 3 })
    const long = bytesBody(new TextEncoder().encode(`a${'é'.repeat(300_000)}`))
    expect(long).toMatchObject({ size: 600_001, cut: true })
    expect(long.text).toBe(`a${'é'.repeat(262_143)}`)
  })

  it('of forms are encoded anew, and of files or Blobs are said to be missing', () => {
    expect(requestBody({ formData: { a: ['1', '2'], b: ['&'] } } as never)).toMatchObject({ text: 'a=1&a=2&b=%26' })
    expect(requestBody({ raw: [{ file: 'x' }] })).toMatchObject({ text: null, note: 'files' })
  })
})
