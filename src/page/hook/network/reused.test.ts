/** Tests of one XMLHttpRequest that a page uses again and again: each request's end is its own. */
import { getEventListeners } from 'node:events'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { browserEvent } from '../../../testing/browser-event'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { createNetwork } from './exchange'
import { hookXhr } from './xhr'

const BULK = 'https://any.example/bulk'

/** As much of the browser's as opens, sends and ends a request. */
class Xhr extends EventTarget {
  #state = 0
  #status = 0
  get readyState(): number {
    return this.#state
  }
  get status(): number {
    return this.#status
  }
  get responseURL(): string {
    return BULK
  }
  get responseType(): string {
    return ''
  }
  get responseText(): string {
    return `answer ${this.#status}`
  }
  open(_method: string, url: string): void {
    if (url.endsWith(':')) throw new SyntaxError('no address')
    this.#state = 1
    this.#status = 0
  }
  #sent = false
  send(_body?: string): void {
    if (this.#sent && this.#state > 1) throw new Error('it is on its way')
    this.#sent = true
    this.#state = 2
  }
  /** It ends: who listens for its state hears of it first. */
  ends(status: number): void {
    this.#state = 4
    this.#status = status
    this.dispatchEvent(browserEvent('readystatechange'))
    if (this.#state === 4) this.dispatchEvent(browserEvent(status ? 'load' : 'error'))
  }
}
vi.stubGlobal('XMLHttpRequest', Xhr)

const facts: Happening[] = []
hookXhr(
  createNetwork(
    { ownerOf, holdable },
    createReporter((text) => facts.push(JSON.parse(text))),
    createStopped(() => {}),
  ),
)

let xhr: Xhr
beforeEach(() => {
  facts.length = 0
  xhr = new Xhr()
})
/** Sends the nth request. */
const send = (n: number) => {
  xhr.open('POST', BULK)
  xhr.send(`{"commands":[${n}]}`)
}
/** What was told, but for the requests: how each ended. */
const ends = () =>
  facts.flatMap((fact) => {
    if (fact.kind === 'response') return [`${fact.request - first()}: ${fact.status} ${fact.body?.text}`]
    return fact.kind === 'failure' ? [`${fact.request - first()}: ${fact.reason}`] : []
  })
const first = () => Math.min(...facts.flatMap((fact) => (fact.kind === 'request' ? [fact.request] : [])))

it('is listened to once, however often it is sent', () => {
  for (let n = 0; n < 50; n++) {
    send(n)
    xhr.ends(200)
  }
  expect(ends()).toHaveLength(50)
  for (const type of ['load', 'error', 'abort', 'timeout']) expect(getEventListeners(xhr, type)).toHaveLength(1)
})

it('opened again, what was on its way is called off, and has not the next one’s answer', () => {
  send(0)
  send(1)
  xhr.ends(200)
  expect(ends()).toEqual(['0: aborted', '1: 200 answer 200'])
})

it('opened for what is nobody’s, it is called off too', () => {
  send(0)
  xhr.open('GET', 'https://any.example/api')
  xhr.send()
  xhr.ends(200)
  expect(ends()).toEqual(['0: aborted'])
})

it('goes on where it could not be opened again, nor sent twice', () => {
  send(0)
  expect(() => xhr.open('POST', `${BULK}:`)).toThrow('no address')
  expect(() => xhr.send('{"commands":[9]}')).toThrow('it is on its way')
  xhr.ends(202)
  expect(ends()).toEqual(['0: 202 answer 202'])
  expect(facts).toHaveLength(2)
})

it.each([
  [503, '0: 503 answer 503'],
  [0, '0: network'],
])('ended with %s, it is told so where the page sends the next one before the browser tells us', (status, told) => {
  send(0)
  xhr.addEventListener('readystatechange', () => send(1), { once: true })
  xhr.ends(status)
  xhr.ends(200)
  expect(ends()).toEqual([told, '1: 200 answer 200'])
})

it('ended, a listener that the page had before may send the next one', () => {
  xhr.addEventListener('load', () => send(1), { capture: true, once: true })
  send(0)
  xhr.ends(500)
  expect(ends()).toEqual(['0: 500 answer 500'])
  xhr.ends(200)
  expect(ends()).toEqual(['0: 500 answer 500', '1: 200 answer 200'])
})
