/**
 * Tests that a page hears of no error of ours, whatever breaks off: no rejection that nobody handles, nothing thrown
 * in a listener or timer.
 */
import { openAsBlob } from 'node:fs'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { browserEvent } from '../../../testing/browser-event'
import { watchConsent } from '../consent'
import { createHookContext, instanceKey } from '../context'
import { obey } from '../orders'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { hookBeacon } from './beacon'
import { createNetwork } from './exchange'
import { hookFetch } from './fetch'
import { hookXhr } from './xhr'

const URL = 'https://any.example/bulk'
const BODY = '{"commands":[]}'

/** An XMLHttpRequest that has ended, and of which nothing can be read. */
class Unreadable extends EventTarget {
  static broken = false
  open(): void {}
  send(): void {}
  get readyState(): number {
    return 4
  }
  get status(): number {
    if (Unreadable.broken) throw new Error('status')
    return 200
  }
  get responseURL(): string {
    return URL
  }
  get responseType(): string {
    return ''
  }
  get responseText(): string {
    if (Unreadable.broken) throw new DOMException('text', 'InvalidStateError')
    return 'answer'
  }
  get response(): string {
    return this.responseText
  }
}

const native = vi.fn<(input: unknown, init?: unknown) => Promise<Response>>()
const page = new EventTarget()
class Browser {
  sendBeacon(): boolean {
    return true
  }
}
vi.stubGlobal('fetch', native)
vi.stubGlobal('XMLHttpRequest', Unreadable)
vi.stubGlobal('Navigator', Browser)
vi.stubGlobal('window', page)

const told: Happening[] = []
/** Whether telling throws, as where the channel has broken. */
let broken = false
const reporter = createReporter((text) => {
  if (broken) throw new Error('the channel')
  told.push(JSON.parse(text))
})
const stopped = createStopped(() => {})
const network = createNetwork({ ownerOf, holdable }, reporter, stopped)
hookFetch(network)
hookXhr(network)
hookBeacon(network)

const post = (body: unknown, more?: RequestInit) => fetch(URL, { method: 'POST', body, ...more } as RequestInit)
const bytes = (length: number) => new Uint8Array(length)

/** An answer whose first part is there; the rest is up to the test. */
function answer(first = bytes(10)): { response: Response; breakOff: (error: unknown) => void } {
  let breakOff = (_: unknown) => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(first)
      breakOff = (error) => controller.error(error)
    },
  })
  return { response: new Response(body), breakOff: (error) => breakOff(error) }
}

describe('a page hears no error of ours', () => {
  const heard: unknown[] = []
  const hear = (error: unknown) => heard.push(error)
  // The runner has ears of its own, and would call the whole run a failure.
  const others = { unhandledRejection: [] as never[], uncaughtException: [] as never[] }
  const kinds = ['unhandledRejection', 'uncaughtException'] as const
  for (const kind of kinds) {
    others[kind] = process.listeners(kind as never) as never[]
    process.removeAllListeners(kind)
    process.on(kind, hear)
  }
  afterAll(() => {
    for (const kind of kinds) {
      process.off(kind, hear)
      for (const other of others[kind]) process.on(kind, other)
    }
  })
  beforeEach(() => {
    heard.length = 0
    told.length = 0
    broken = false
    Unreadable.broken = false
    native.mockReset()
  })
  /** Rejections that nobody handles are told once the queue of what is ready is empty. */
  const quietly = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done))
    expect(heard).toEqual([])
  }

  it('hears what it leaves unhandled itself', async () => {
    void Promise.reject(new Error('of the page'))
    for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done))
    expect(heard).toEqual([new Error('of the page')])
  })

  it.each([
    ['aborted after its headers', new DOMException('The user aborted a request.', 'AbortError')],
    ['torn', new TypeError('network error')],
    ['badly compressed', new TypeError('Error in input stream')],
    ['broken off for no reason', undefined],
  ])('when an answer is %s', async (_, error) => {
    const { response, breakOff } = answer()
    native.mockResolvedValue(response)
    await post(BODY)
    breakOff(error)
    await quietly()
    expect(told.at(-1)).toMatchObject({ kind: 'response', body: { note: 'broken', cut: true, size: 10 } })
  })

  it('when an answer breaks off that the page reads, and of which enough was kept', async () => {
    for (const size of [10, 70_000]) {
      const { response, breakOff } = answer(bytes(size))
      native.mockResolvedValue(response)
      const text = (await post(BODY)).text()
      breakOff(new TypeError('network error'))
      await expect(text).rejects.toThrow('network error')
      await quietly()
    }
  })

  it('when an answer is cancelled by the page, and its server cannot be told', async () => {
    const body = new ReadableStream({
      cancel() {
        throw new Error('cancel')
      },
    })
    native.mockResolvedValue(new Response(body))
    const { body: left } = await post(BODY)
    left?.cancel('enough').catch(() => {})
    await quietly()
  })

  it('when more comes than is kept, and the source refuses to end', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(bytes(70_000)),
      cancel() {
        throw new Error('cancel')
      },
    })
    native.mockResolvedValue(new Response(body))
    const response = await post(BODY)
    await vi.waitFor(() => expect(told).toHaveLength(2))
    response.body?.cancel().catch(() => {})
    await quietly()
  })

  it('when an answer is no bytes', async () => {
    native.mockResolvedValue(new Response(new ReadableStream({ start: (controller) => controller.enqueue('text') })))
    await post(BODY)
    await quietly()
  })

  it('when the body of a request breaks off', async () => {
    native.mockResolvedValue(new Response(''))
    const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError('of the page')) })
    const request = new Request(URL, { method: 'POST', body, duplex: 'half' } as RequestInit).clone()
    await fetch(request)
    await quietly()
  })

  it('when a file cannot be read any more', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tracklens-broken-off-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = path.join(folder, 'body')
    await writeFile(file, BODY)
    const blob = await openAsBlob(file)
    await appendFile(file, 'changed')
    native.mockResolvedValue(new Response(''))
    await post(blob)
    ;(new Browser() as Navigator & Browser).sendBeacon(URL, blob)
    await quietly()
  })

  it('when nothing can be told any more', async () => {
    native.mockResolvedValue(new Response('{}'))
    broken = true
    await post(BODY)
    await post(new Blob([bytes(3)]))
    await fetch(new Request(URL, { method: 'POST', body: BODY }).clone())
    const xhr = new XMLHttpRequest()
    xhr.open('POST', URL)
    xhr.send(BODY)
    xhr.dispatchEvent(browserEvent('load'))
    await quietly()
    broken = false
    native.mockResolvedValue(new Response(new ReadableStream()))
    await post(BODY)
    broken = true
    page.dispatchEvent(browserEvent('pagehide'))
    await quietly()
  })

  it.each(['load', 'error', 'abort', 'timeout'])('when an XHR ends with %s and cannot be read', async (type) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', URL)
    xhr.send(BODY)
    Unreadable.broken = true
    xhr.dispatchEvent(browserEvent(type))
    await quietly()
  })

  it.each(['load', 'error', 'abort', 'timeout'])('nor believes a page that says %s itself', async (type) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', URL)
    xhr.send(BODY)
    told.length = 0
    xhr.dispatchEvent(new Event(type))
    expect(told).toEqual([])
    xhr.dispatchEvent(browserEvent('load'))
    expect(told).toMatchObject([{ kind: 'response', status: 200 }])
    xhr.dispatchEvent(browserEvent(type))
    expect(told).toHaveLength(1)
  })

  it('when what the person triggers is refused, and that cannot be told', async () => {
    const context = createHookContext(reporter, stopped)
    const flush = vi.fn(() => Promise.reject(new Error('refused')))
    context.instances[instanceKey('v', 'main')] = { flush }
    broken = true
    const order = { order: 'call', trigger: 't', vendor: 'v', instance: 'main' }
    obey(JSON.stringify({ ...order, path: ['flush'], args: '[]' }), context)
    await vi.waitFor(() => expect(flush).toHaveBeenCalled())
    await quietly()
  })

  it('when a consent platform refuses our listener, or hands it what cannot be read', async () => {
    let listener: (data: unknown, success: boolean) => void = () => {}
    vi.stubGlobal('__tcfapi', async (_command: string, _version: number, callback: typeof listener) => {
      listener = callback
      throw new Error('no such command')
    })
    watchConsent(reporter)
    const data = {
      get tcString() {
        throw new Error('a getter of the page')
      },
    }
    expect(() => listener(data, true)).not.toThrow()
    await quietly()
  })
})
