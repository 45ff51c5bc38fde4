/** Tests that what a page hands to the browser is read as often as without us, in the same order, and once. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { createNetwork } from './exchange'
import { hookFetch } from './fetch'

const BULK = 'https://any.example/bulk'
const OTHER = 'https://any.example/api'

const NativeRequest = Request
const NativeBlob = Blob
const facts: Happening[] = []
/** What the browser was given to send, converted as it converts it. */
const sent: string[] = []
const native = async (input: RequestInfo, init?: RequestInit) => {
  const request = new NativeRequest(input, init)
  sent.push(`${request.method} ${await request.text()}`)
  return new Response('')
}
vi.stubGlobal('fetch', native)
hookFetch(
  createNetwork(
    { ownerOf, holdable },
    createReporter((text) => facts.push(JSON.parse(text))),
    createStopped(() => {}),
  ),
)

/** Options whose every read is noted, and whose body is another at each. */
function touchy(reads: string[], values: Record<string, unknown> = {}): RequestInit {
  let bodies = 0
  const given: Record<string, unknown> = { method: 'POST', ...values }
  const get = (_: object, name: string | symbol) => {
    reads.push(String(name))
    return name === 'body' && !('body' in given) ? `{"commands":[${++bodies}]}` : given[name as string]
  }
  return new Proxy({}, { get }) as RequestInit
}

/** The parts of a Blob, each read of which is noted. */
function touchyParts(reads: string[], parts: unknown[]): BlobPart[] {
  return new Proxy(parts, {
    get(target, name) {
      reads.push(String(name))
      return Reflect.get(target, name)
    },
    getPrototypeOf: () => {
      reads.push('a prototype')
      return null
    },
  }) as BlobPart[]
}

it('parts are read by their places where the browser does so, whatever iterator their list has', async () => {
  vi.stubEnv('MODE', 'chrome')
  const list = Object.assign(['{"commands":', '[]}'], { *[Symbol.iterator]() {} })
  const blob = new Blob(list)
  vi.unstubAllEnvs()
  expect(await blob.text()).toBe('{"commands":[]}')
})

describe('options', () => {
  beforeEach(() => {
    facts.length = 0
    sent.length = 0
  })

  it('of fetch are read once, in the order of the browser, and what is told is what is sent', async () => {
    const without: string[] = []
    void new NativeRequest(BULK, touchy(without))
    const reads: string[] = []
    await fetch(BULK, touchy(reads))
    expect(reads).toEqual(without)
    expect(sent).toEqual(['POST {"commands":[1]}'])
    expect(facts[0]).toMatchObject({ kind: 'request', body: { text: '{"commands":[1]}' } })
  })

  it('of a Request are read once too', async () => {
    const without: string[] = []
    void new NativeRequest(BULK, touchy(without))
    for (const url of [BULK, OTHER]) {
      const reads: string[] = []
      await fetch(new Request(url, touchy(reads)))
      expect(reads, url).toEqual(without)
    }
    expect(sent).toEqual(['POST {"commands":[1]}', 'POST {"commands":[1]}'])
    expect(facts[0]).toMatchObject({ kind: 'request', body: { text: '{"commands":[1]}' } })
  })

  it('that throw throw the page’s own exception, and what comes after is not read', async () => {
    for (const make of [(options: RequestInit) => fetch(BULK, options), (o: RequestInit) => new Request(BULK, o)]) {
      const reads: string[] = []
      const error = new RangeError('a getter of the page')
      const options = new Proxy(touchy(reads), {
        get(target, name) {
          if (name === 'body') throw error
          return Reflect.get(target, name)
        },
      })
      await expect((async () => make(options))()).rejects.toBe(error)
      expect(reads).not.toContain('body')
    }
    expect(facts).toEqual([])
  })

  it('are asked for the text of a method once', async () => {
    let asked = 0
    const method = { toString: () => `P${++asked === 1 ? 'OST' : 'UT'}` }
    await fetch(BULK, touchy([], { method, body: '{"commands":[]}' }))
    expect([asked, sent]).toEqual([1, ['POST {"commands":[]}']])
    expect(facts[0]).toMatchObject({ method: 'POST' })
  })

  it('are asked for their texts as soon as they are read, up to one that the browser refuses', async () => {
    for (const cache of ['no-store', 'no such cache']) {
      const texts = (reads: string[]) => {
        const text = (name: string, is: string) => ({
          toString: () => [is, reads.push(`text of ${name}`)][0] as string,
        })
        const names = { method: 'POST', cache, credentials: 'omit', integrity: '', mode: 'cors', redirect: 'follow' }
        const all = Object.entries(names).map(([name, is]) => [name, text(name, is)])
        return touchy(reads, { ...Object.fromEntries(all), body: '{"commands":[]}' })
      }
      const without: string[] = []
      const bare = (async () => void new NativeRequest(BULK, texts(without)))()
      const reads: string[] = []
      const watched = fetch(BULK, texts(reads)).then(() => {})
      expect(await watched.catch(String)).toEqual(await bare.catch(String))
      expect(reads).toEqual(without)
      expect(reads).toContain('text of cache')
    }
    expect(sent).toEqual(['POST {"commands":[]}'])
  })

  it('that are frozen, of a class, or inherited are as good as any', async () => {
    class Own {
      #body = '{"commands":["own"]}'
      get body() {
        return this.#body
      }
      method = 'POST'
    }
    for (const init of [
      Object.freeze({ method: 'POST', body: '{"commands":["own"]}' }),
      new Own(),
      Object.create({ method: 'POST', body: '{"commands":["own"]}' }),
    ])
      await fetch(BULK, init)
    expect(sent).toEqual(Array(3).fill('POST {"commands":["own"]}'))
    expect(facts.filter(({ kind }) => kind === 'request')).toHaveLength(3)
  })
})

describe('the parts of a Blob', () => {
  it('are read as often as without us, and the Blob is what it would be', async () => {
    const without: string[] = []
    const of = () => ['{"comm', 'ands":[3]}']
    void new NativeBlob(touchyParts(without, of()))
    const reads: string[] = []
    const blob = new Blob(touchyParts(reads, of()))
    expect(reads).toEqual(without)
    expect(await blob.text()).toBe('{"commands":[3]}')
  })

  it('may be of any number, of any kind, and come from any iterator', async () => {
    const own = Object.assign(['x'], { [Symbol.iterator]: () => ['a', 'b'].values() })
    class Listed extends Array<string> {
      #hidden = 'hidden'
      override *[Symbol.iterator](): ArrayIterator<string> {
        yield this.#hidden
      }
    }
    const texts = [own, new Set(['a', 'b']), Array(40).fill('a'), [new Uint8Array([65]), 'b'], new Listed('x'), []].map(
      (parts) => new Blob(parts as BlobPart[]).text(),
    )
    expect(await Promise.all(texts)).toEqual(['ab', 'ab', 'a'.repeat(40), 'Ab', 'hidden', ''])
    expect(() => new Blob('text' as never)).toThrow(TypeError)
    expect(() => new Blob({} as never)).toThrow(TypeError)
  })

  it('are told as they were when the Blob was made', async () => {
    const bytes = new TextEncoder().encode('{"commands":[4]}')
    const blob = new Blob([bytes])
    bytes.fill(0)
    await fetch(BULK, { method: 'POST', body: blob })
    expect(facts.filter(({ kind }) => kind === 'request').at(-1)).toMatchObject({ body: { text: '{"commands":[4]}' } })
  })
})
