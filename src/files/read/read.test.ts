// @vitest-environment node
/** HARs of all dialects, traces and several files at once: what is in them is shown, and what they lack is said. */
import { gzipSync, strFromU8, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { keeping } from '../../core/contract/decoded'
import type { Fact } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import { emptyState } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { vendors } from '../../providers/registry'
import { ACCEPTED, AT, entry, har, message, read, source, time, URL, wrongOf } from '../../testing/har-files'
import { story } from '../../testing/story'
import { writeRecording } from '../write/recording'
import { readFiles } from '.'
import { Unpacker } from './gzip'
import { joined } from './join'
import { STEP } from './source'

/** The facts of a HAR with two events. */
async function factsOf(by: typeof vendors): Promise<readonly Fact[]> {
  const files = await readFiles([source('a.har', har([entry('buy', 0), entry('pay', 50)]))], keeping(by))
  if (!('facts' in files)) throw new Error('It could not be read.')
  return files.facts
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

describe('a HAR', () => {
  it('shows what was sent and answered, and says that calls are not in it', async () => {
    const { told, items, now, completeness, lacks } = await read(
      source('a.har', har([entry('buy', 0), entry('pay', 50)])),
    )
    expect(told).toEqual(['buy delivered', 'pay delivered'])
    expect(items[0]).toMatchObject({ calledAt: null, sentAs: { soft: { anonymousId: 'a1' } }, seenAt: AT })
    expect(now).toBe(AT + 70)
    expect(completeness).toMatchObject({ complete: true, since: AT })
    expect(lacks).toEqual(['a.har: calls are not in a HAR, so what was called and never sent is not.'])
  })

  it.each<[string, object]>([
    ['as text', { text: message('buy') }],
    ['in base64, and says so', { text: base64(strToU8(message('buy'))), encoding: 'base64' }],
    ['packed, in base64', { text: base64(gzipSync(strToU8(message('buy')))), encoding: 'base64' }],
    ['packed, one character a byte', { text: latin(gzipSync(strToU8(message('buy')))) }],
  ])('reads a body %s', async (_how, postData) => {
    const { told, lacks } = await read(source('a.har', har([entry('buy', 0, { request: { postData } })])))
    expect(told).toEqual(['buy delivered'])
    expect(lacks).toHaveLength(1)
  })

  it('keeps headers and times, and of what opens something the name alone', async () => {
    const headers = [
      { name: 'Origin', value: 'https://shop.example' },
      { name: 'Cookie', value: 'sid=sesame' },
    ]
    const told = { request: { headers }, timings: { wait: 7, receive: -1 } }
    const { state } = await read(
      source('a.har', har([entry('buy', 0, told), entry('odd', 9, { request: {}, ...{ timings: 5 } })])),
    )
    expect(state.exchanges.get(0)?.transport).toEqual({
      requestHeaders: { Origin: 'https://shop.example', Cookie: '(not kept)' },
      responseHeaders: {},
      timing: { wait: 7 },
    })
    expect(state.exchanges.get(1)?.transport).toBeUndefined()
  })

  it('is decoded once for being read and folded; folded again it is the same', async () => {
    let asked = 0
    const counting = vendors.map((vendor) => ({
      ...vendor,
      decode: (request: Parameters<typeof vendor.decode>[0]) => {
        asked++
        return vendor.decode(request)
      },
    }))
    const facts = await factsOf(counting)
    const before = asked
    const fold = createReduce(counting)
    const state = fold.reduceAll(emptyState, facts)
    expect([before > 0, asked]).toEqual([true, before])
    expect(JSON.stringify(fold.reduceAll(emptyState, facts))).toBe(JSON.stringify(state))
    expect(asked).toBe(before + 2)
  })

  it('that is changed after it was read is decoded as it is then', async () => {
    const elsewhere = (await factsOf(vendors)).map((fact) =>
      fact.kind === 'exchange' ? { ...fact, url: 'https://cdp.customer.io/v1/settings' } : fact,
    )
    expect(reduceAll(emptyState, elsewhere).items.size).toBe(0)
  })

  it('reads the fields of a form', async () => {
    const params = [{ name: 'data', value: JSON.stringify({ event: 'a b' }) }, { name: 'file', fileName: 'x' }, 7, null]
    const files = await readFiles(
      [source('a.har', har([entry('', 0, { request: { postData: { params } } })]))],
      vendors,
    )
    const exchange = 'facts' in files ? files.facts.find(({ kind }) => kind === 'exchange') : undefined
    expect(exchange).toMatchObject({ body: { text: 'data=%7B%22event%22%3A%22a+b%22%7D&file=', note: 'encoded' } })
  })

  it('reads answers in base64 and packed', async () => {
    const no = strToU8('{"success":false,"error":"no"}')
    const contents = [
      { text: base64(no), encoding: 'base64' },
      { text: base64(gzipSync(no)), encoding: 'base64' },
    ]
    const entries = contents.map((content, i) => entry(`e${i}`, i, { response: { status: 400, content } }))
    const { told } = await read(source('a.har', har(entries)))
    expect(told).toEqual(['e0 rejected', 'e1 rejected'])
  })

  it('has bodies beside it, and says which are missing', async () => {
    const entries = [
      entry('there', 0, { request: { postData: { _file: 'there.json' } } }),
      entry('gone', 9, { request: { postData: { _file: 'gone.json' } } }),
      entry('bare', 18, { request: { postData: undefined, bodySize: 77 } }),
      entry('empty', 27, { request: { postData: { text: '', mimeType: 'application/octet-stream' }, bodySize: -1 } }),
    ]
    const file = source('a.har', har(entries))
    const beside = async (name: string) => (name === 'there.json' ? strToU8(message('there')) : null)
    const { told, lacks, completeness } = await read({ ...file, beside })
    expect(told).toEqual(['there delivered'])
    expect(lacks).toContain('a.har: 2 bodies are missing, because Tool 3 left them out.')
    expect(lacks.at(-1)).toMatch(/1 body or answer is missing, because the file names other files for it/)
    expect(completeness.complete).toBe(false)
  })

  it('knows how an entry ended, or that nobody does', async () => {
    const failed = { status: 0, _error: 'net::ERR_CONNECTION_REFUSED', content: undefined }
    const { items } = await read(
      source(
        'a.har',
        har([
          entry('none', 0, { response: null }),
          entry('open', 9, { response: { status: -1, content: { size: -1 } } }),
          entry('failed', 18, { response: failed }),
          entry('cached', 27, { response: { _fromCache: 'disk' } }),
          { ...entry('mocked', 36), _wasFulfilled: true },
          entry('silent', 45, { response: { content: { size: 9 } } }),
        ]),
      ),
    )
    const states = items.map(({ name, delivery, why }) => [name, delivery, why.slice(0, 30)])
    expect(states).toEqual([
      ['none', 'unknown', 'Sent; the file ends before an a'.slice(0, 30)],
      ['open', 'unknown', 'Sent; the file ends before an a'.slice(0, 30)],
      ['failed', expect.stringMatching(/retrying|lost/), expect.any(String)],
      ['cached', 'unknown', 'Answered from the browser’s ca'],
      ['mocked', 'unknown', 'Answered by whoever recorded i'],
      ['silent', expect.any(String), expect.any(String)],
    ])
  })

  it('knows a request that ended with its page from one that a script called off', async () => {
    const off = { response: { status: -1, _failureText: 'net::ERR_ABORTED', content: {} } }
    const document = (ms: number) =>
      entry('', ms, {
        request: { method: 'GET', url: 'https://shop.example/', postData: undefined },
        ...{ response: { content: { mimeType: 'text/html' } }, _resourceType: 'document' },
      })
    const minimal = [document(0), entry('Left', 100, off), document(110), entry('Called off', 300, off)]
    expect((await read(source('minimal.har', har(minimal)))).told).toEqual(['Left unknown', 'Called off retrying'])
    const reset = { response: { status: -1, _failureText: 'net::ERR_CONNECTION_RESET', content: {} } }
    expect((await read(source('reset.har', har([entry('Reset', 100, reset), document(110)])))).told).toEqual([
      'Reset retrying',
    ])
  })

  it('says how many answers its tool left out', async () => {
    const { lacks } = await read(source('a.har', har([entry('e', 0, { response: { content: { size: 9 } } })])))
    expect(lacks.at(-1)).toBe(
      'a.har: 1 answer’s text is missing, because Tool 3 left it out: only the status is known.',
    )
  })

  it('follows redirects, passes preflights over, and counts what a service worker passed on once', async () => {
    const moved = { status: 307, redirectURL: '/v1/track', content: { size: 0 } }
    const gone = { status: 302, headers: [{ name: 'Location', value: 'https://else.test/' }], content: { size: 0 } }
    const { told } = await read(
      source(
        'a.har',
        har([
          entry('x', 0, { request: { method: 'OPTIONS', postData: undefined }, response: { status: 204 } }),
          entry('moved', 10, { response: moved }),
          entry('moved', 35, { request: { url: 'https://cdp.customer.io/v1/track' } }),
          entry('dropped', 100, { response: gone }),
          { ...entry('passed', 200), time: 60 },
          { ...entry('passed', 220), _serviceWorkerRef: 'worker@1' },
          { ...entry('own', 400), response: { ...ACCEPTED, _fetchedViaServiceWorker: true } },
        ]),
      ),
    )
    expect(told).toEqual(['moved delivered', 'dropped lost', 'passed delivered', 'own unknown'])
  })

  it('makes documents of its pages', async () => {
    const pages = [
      { id: 'p1', startedDateTime: time(-100), title: 'https://shop.test/cart' },
      { id: 'p2', startedDateTime: 'never', title: 'Thanks' },
      { startedDateTime: time(0) },
      'odd',
    ]
    const html = { content: { mimeType: 'text/html', size: 0 }, status: 200 }
    const shown = { ...entry('', 40, { request: { method: 'GET', url: 'https://shop.test/thanks' } }), response: html }
    const entries = [
      { ...entry('a', 0), pageref: 'p1' },
      { ...shown, pageref: 'p2' },
      { ...entry('b', 50), pageref: 'p2' },
      { ...entry('c', 60), pageref: 'p3' },
      { ...entry('d', 70), pageref: 9 },
    ]
    const { state, items } = await read(source('a.har', har(entries, { pages })))
    const documents = [...state.documents.values()].map(({ url, title, startedAt }) => [url, title, startedAt - AT])
    expect(documents).toEqual([
      ['https://shop.test/cart', 'https://shop.test/cart', -100],
      ['https://shop.test/thanks', 'Thanks', 50],
      ['', '', 60],
    ])
    expect(items.map(({ doc }) => state.documents.get(doc)?.title)).toEqual([
      'https://shop.test/cart',
      'Thanks',
      '',
      undefined,
    ])
  })

  it('a bad entry is counted and named, and its neighbours stay', async () => {
    const entries = [entry('a', 0), 7, { request: {} }, { ...entry('b', 9), startedDateTime: 'noon' }, entry('c', 20)]
    const { told, lacks, state } = await read(source('a.har', har(entries)))
    expect(told).toEqual(['a delivered', 'b delivered', 'c delivered'])
    expect(state.files[0]).toMatchObject({ requests: 5, broken: 3 })
    expect(lacks.at(-1)).toMatch(
      /^a\.har: 3 entries were not as HAR 1\.2 says \(entry 2: it is not an object; entry 3: /,
    )
  })

  it('with hostile keys changes nothing of anybody else', async () => {
    const text = JSON.stringify(har([entry('a', 0)])).replace('"time":20', '"__proto__":{"polluted":1},"time":20')
    expect((await read(source('__proto__', text))).told).toEqual(['a delivered'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('a gzipped file', () => {
  it('is read as what is packed in it: a HAR, or a recording', async () => {
    const packed = gzipSync(strToU8(JSON.stringify(har([entry('packed', 0), entry('more', 9)]))))
    expect((await read(source('a.har.gz', packed))).told).toEqual(['packed delivered', 'more delivered'])
    const page = { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: 9 } as const
    const { facts } = story().tell('d', page)
    const { state } = await read(source('r.json.gz', gzipSync(strToU8(writeRecording(facts, AT, true)))))
    expect(state.documents.size).toBe(1)
  })

  it('that unpacks to more than is read, or is cut off, is given up', () => {
    const taken: number[] = []
    const packed = gzipSync(new Uint8Array(16 * 1024 * 1024))
    const bomb = new Unpacker(1024 * 1024, (bytes) => taken.push(bytes.length))
    expect(bomb.take(packed, true)).toBe('too large')
    expect(taken.length).toBeLessThan(2)
    const half = new Unpacker(1024 * 1024, () => {})
    expect(half.take(gzipSync(strToU8('{"log":1}')).slice(0, -9), true)).toBe('damaged')
    const other = gzipSync(strToU8('{"log":1}'))
    other.set([1, 2, 3, 4], other.length - 8)
    expect(new Unpacker(1024, () => {}).take(other, true)).toBe('damaged')
    const twice = [gzipSync(strToU8('one')), gzipSync(strToU8('two'))]
    const both = new Unpacker(1024, (bytes) => taken.push(bytes.length))
    expect(twice.map((part, i) => both.take(part, i === 1))).toEqual([null, null])
    expect(taken.slice(-2)).toEqual([3, 3])
  })

  it.each(['', 'one', '{"log":1}'])('of “%s” is whole with the zeros that a disk has filled it up with', (text) => {
    const packed = gzipSync(strToU8(text))
    for (const zeros of [1, 7, 8, 9, 4095, 10_000]) {
      const padded = Uint8Array.of(...packed, ...new Uint8Array(zeros))
      for (const size of [1, 13, padded.length]) {
        const taken: number[] = []
        const unpacker = new Unpacker(1024, (bytes) => taken.push(...bytes))
        const flaws = []
        for (let at = 0; at < padded.length; at += size)
          flaws.push(unpacker.take(padded.subarray(at, at + size), at + size >= padded.length))
        expect([strFromU8(Uint8Array.from(taken)), flaws.filter(Boolean)]).toEqual([text, []])
      }
    }
  })

  it.each([1, 3, 9, 12])('that lacks its last %s bytes is damaged, whether it was filled up or not', (missing) => {
    const cut = gzipSync(strToU8(message('one'))).slice(0, -missing)
    const padded = Uint8Array.of(...cut.slice(0, -4), ...new Uint8Array(512))
    for (const bytes of [cut, padded]) expect(new Unpacker(1024, () => {}).take(bytes, true)).toBe('damaged')
  })
})

describe('a ZIP', () => {
  const attached = har([entry('zipped', 0, { request: { postData: { _file: 'abc.json' } } })])

  it('holds a HAR with its bodies', async () => {
    const files = { 'har.har': strToU8(JSON.stringify(attached)), 'abc.json': strToU8(message('zipped')) }
    expect((await read(source('a.zip', zipSync(files)))).told).toEqual(['zipped delivered'])
  })

  it.each<[string, object]>([
    ['_file', { _file: 'resources/abc.json' }],
    ['_sha1', { _sha1: 'abc.json' }],
  ])('holds a trace, whose bodies are named by %s', async (_name, postData) => {
    const line = (event: object): string => `${JSON.stringify(event)}\n`
    const snapshot = entry('traced', 0, { request: { postData } })
    const files = {
      'trace.trace': strToU8(line({ type: 'context-options', playwrightVersion: '1.65.1' }) + line({ type: 'x' })),
      'trace.network': strToU8(`${line({ type: 'resource-snapshot', snapshot })}{"cut`),
      'resources/abc.json': strToU8(message('traced')),
    }
    const { told, lacks } = await read(source('trace.zip', zipSync(files)))
    expect(told).toEqual(['traced delivered'])
    expect(lacks[0]).toBe(
      'trace.zip: calls are not in the network part of a trace, so what was called and never sent is not.',
    )
    expect(lacks[1]).toMatch(/1 entry was not as HAR 1\.2 says \(entry 2: it is not JSON\)/)
  })

  it('that is damaged, a bomb or something else is refused in a sentence', async () => {
    const zip = zipSync({ 'har.har': strToU8(JSON.stringify(attached)) })
    expect(await wrongOf(source('a.zip', zip.slice(0, 60)))).toEqual([expect.stringMatching(/damaged or was cut off/)])
    expect(await wrongOf(source('a.zip', zipSync({ 'a.txt': strToU8('a') })))).toEqual([
      expect.stringMatching(/neither a HAR nor a Playwright trace/),
    ])
    const bomb = zipSync({ 'har.har': new Uint8Array(1024 * 1024) })
    // The size that a ZIP claims for its file, here and in its directory: 600 MB.
    const view = new DataView(bomb.buffer, bomb.byteOffset)
    const directory = view.getUint32(bomb.length - 6, true)
    view.setUint32(directory + 24, 600 * 1024 * 1024, true)
    expect(await wrongOf(source('bomb.zip', bomb))).toEqual([expect.stringMatching(/unpacks to more than 500 MB/)])
  })
})

describe('several files', () => {
  it('are apart by their whole names, however alike these end', async () => {
    const long = `${'x'.repeat(80)}.har`
    const names = [`a/${long}`, `b/${long}`, long, `${long} (2)`, long]
    const sources = names.map((name, n) => source(name, har([entry(`e${n}`, n * 100)])))
    const files = await readFiles(sources, vendors)
    if (!('facts' in files)) throw new Error('not read')
    expect(files.facts.flatMap(({ kind, doc }) => (kind === 'exchange' ? [files.sourceOf(doc)] : []))).toEqual([
      ...names.slice(0, 4),
      `${long} (3)`,
    ])
  })

  it('stand on one time axis, and what two of them tell counts once', async () => {
    const proxy = har([entry('b', 40), entry('c', 80)])
    const browser = har([entry('a', 0), entry('b', 45), entry('b', 300)])
    const { told, items } = await read(source('x.har', browser), source('y.har', proxy))
    expect(told).toEqual(['a delivered', 'b delivered', 'c delivered'])
    expect(items.map(({ attempts }) => attempts.length)).toEqual([1, 2, 1])
  })

  it('tell together what one of them has left out: a body, an answer, how it ended', async () => {
    const whole = entry('a', 3)
    const bodiless = entry('a', 0, { request: { postData: undefined, bodySize: 90 } })
    const unanswered = entry('a', 0, { response: null })
    const answerless = entry('a', 0, { response: { content: { size: 16 } } })
    for (const less of [bodiless, unanswered, answerless])
      for (const two of [
        [less, whole],
        [whole, less],
      ]) {
        const { items, state } = await read(...two.map((each, i) => source(`${i}.har`, har([each]))))
        expect(items.map(({ name, delivery, attempts }) => [name, delivery, attempts.length])).toEqual([
          ['a', 'delivered', 1],
        ])
        expect(state.exchanges.map(({ answer }) => answer?.text).toArray()).toEqual(['{"success":true}'])
      }
  })

  it('tell how a request ended as the one does that knows most of it, in whatever order they are read', async () => {
    const answered = entry('a', 3)
    const less: readonly (readonly [object, string])[] = [
      [{ response: { status: 0, _error: 'net::ERR_ABORTED' } }, 'delivered'],
      [{ response: { status: 0, _error: 'net::ERR_FAILED' } }, 'delivered'],
      [{ response: { _fetchedViaServiceWorker: true } }, 'unknown'],
      [{ response: { _fromCache: 'disk' } }, 'unknown'],
      [{ _wasFulfilled: true }, 'unknown'],
    ]
    for (const [more, delivery] of less)
      for (const two of [
        [entry('a', 0, more), answered],
        [answered, entry('a', 0, more)],
      ]) {
        const { items } = await read(...two.map((each, i) => source(`${i}.har`, har([each]))))
        expect(items.map((item) => [more, item.delivery, item.attempts.length])).toEqual([[more, delivery, 1]])
      }
  })

  it('tell of one request under one address, however each writes it', async () => {
    const here = 'https://cdp.customer.io/v1/t?q=%C3%BC'
    for (const url of [
      'https://cdp.customer.io:443/v1/t?q=%C3%BC',
      'https://CDP.customer.io/v1/t?q=ü',
      'https://cdp.customer.io/v1/t?q=%C3%BC#here',
    ]) {
      const two = [here, url].map((each, i) => source(`${i}.har`, har([entry('a', i, { request: { url: each } })])))
      const { items } = await read(...two)
      expect(items.map(({ attempts }) => attempts.length)).toEqual([1])
    }
  })

  it('tell of one request with one body, however a tool lays its JSON out', async () => {
    const spaced = { text: JSON.stringify(JSON.parse(message('a')), null, 2) }
    const two = [entry('a', 0), entry('', 1, { request: { postData: spaced } })]
    const { items } = await read(...two.map((each, i) => source(`${i}.har`, har([each]))))
    expect(items.map(({ name, attempts }) => [name, attempts.length])).toEqual([['a', 1]])
  })

  it('of the same address by the thousand are each compared with those of the same body', () => {
    let compared = 0
    const fact = (file: string, n: number): Fact => ({
      ...{ doc: file, seq: n + 1, at: AT + n, frame: 0, kind: 'exchange', vendor: 'customerio', via: 'file' },
      ...{ method: 'POST', url: URL, body: { text: `{"n":${n}}`, size: 9 }, status: 200 },
      ...{ answer: { text: '', size: 0 }, endedAt: AT + n + 1 },
      get startedAt() {
        compared++
        return AT + n
      },
    })
    const files = ['a', 'b'].map((name, i) => Array.from({ length: 500 }, (_, n) => fact(name, n * 2 + i)))
    compared = 0
    expect(joined(files)).toHaveLength(1000)
    expect(compared).toBeLessThan(500 * 10)
  })

  it('join what a page has called with what a HAR has seen of it', async () => {
    const text = message('called')
    const body = { text, size: text.length }
    const sdk = { vendor: 'customerio', surface: 'inspector', tracker: 'a' } as const
    const told = story()
      .wait(AT - 1000)
      .tell(
        'd',
        { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: AT - 9 },
        { ...sdk, kind: 'sdk', state: 'running' },
        { ...sdk, kind: 'call', call: 1, method: 'track', args: ['called'], id: 'm-called' },
        { kind: 'request', request: 1, vendor: 'customerio', via: 'fetch', method: 'POST', url: URL, body },
      )
    const recording = source('r.json', writeRecording(told.facts, AT + 5000, true))
    const { items, now } = await read(source('a.har', har([entry('called', 31)])), recording)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      delivery: 'delivered',
      calledAt: AT + 20,
      seenBy: { call: true, page: true, browser: true },
    })
    expect(items[0]?.attempts).toHaveLength(1)
    expect(now).toBe(AT + 5000)
  })

  it('are a HAR and the bodies that it names: what does not track is no complaint, what is not there is', async () => {
    const image = { ...entry('', 40, { request: { method: 'GET', url: 'https://s.test/a.png', postData: undefined } }) }
    const entries = [
      entry('there', 0, { request: { postData: { _file: 'abc.json' } } }),
      entry('gone', 9, { request: { postData: { _file: 'deep/gone.json' } } }),
      { ...image, response: { status: 200, content: { _file: 'a.png' } } },
    ]
    const beside = [source('abc.json', message('there')), source('a.png', 'PNG')]
    const { told, lacks } = await read(source('a.har', har(entries)), ...beside)
    expect(told).toEqual(['there delivered'])
    expect(lacks).toContain(
      'a.har: 1 body or answer is missing, because the file names other files for it. Open those together with it.',
    )
    expect(await wrongOf(source('a.har', har(entries)), source('b.png', 'PNG'))).toEqual([
      expect.stringMatching(/^b\.png: It is not JSON/),
    ])
  })

  it('are refused together, each with its name and what to do', async () => {
    expect(
      await wrongOf(
        source('page.html', '<html>'),
        source('good.har', har([])),
        source('cut.har', JSON.stringify(har([entry('a', 0)])).slice(0, -9)),
        source('odd.json', '{"a":1}'),
        source('none.har', ''),
        source('odd.har.gz', gzipSync(strToU8('{}'))),
        source('cut.har.gz', gzipSync(strToU8(JSON.stringify(har([entry('a', 0)])))).slice(0, -30)),
        { name: 'large.har', size: 612 * 1024 * 1024, bytes: () => Promise.reject(new Error('read')) },
        { name: 'gone.har', size: 9, bytes: () => Promise.reject(new Error('ENOENT')) },
      ),
    ).toEqual([
      expect.stringMatching(/^page\.html: It is an HTML page/),
      expect.stringMatching(/^cut\.har: It ends before it is complete/),
      expect.stringMatching(/^odd\.json: It looks like JSON, but is neither a Tracklens recording nor a HAR/),
      'none.har: The file is empty.',
      expect.stringMatching(/^odd\.har\.gz: It looks like JSON, but is neither/),
      expect.stringMatching(/^cut\.har\.gz: It is packed, and damaged or cut off\. Save it anew/),
      expect.stringMatching(/^large\.har: It has 612 MB; up to 500 MB are read\./),
      expect.stringMatching(/^gone\.har: It could not be read: ENOENT\.$/),
    ])
  })

  it('tell how far they are read, and stop where nobody waits any more', async () => {
    const file = source('a.har', JSON.stringify(har([entry('a', 0)], { comment: 'x'.repeat(3 * 1024 * 1024) })))
    const seen: (readonly number[])[] = []
    await readFiles([file, file], vendors, { progress: (done, of) => seen.push([done, of]) })
    expect(seen).toHaveLength(2 * Math.ceil(file.size / STEP))
    expect(seen.at(-1)).toEqual([2 * file.size, 2 * file.size])
    let steps = 0
    const stopped = await readFiles([file], vendors, { stopped: () => ++steps > 2 })
    expect(stopped).toEqual({ stopped: true })
  })
})
