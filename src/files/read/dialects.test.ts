// @vitest-environment node
/** What tools write that HAR 1.2 does not say, each as that tool does: of proxies on a phone, and of browsers. */
import { gzipSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { AT, entry, har, message, read, source } from '../../testing/har-files'

const told = async (...entries: readonly object[]) => (await read(source('a.har', har(entries)))).told
const post = (postData: object | undefined, more: object = {}) => ({ request: { postData, ...more } })
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const packed = (event: string): string => Buffer.from(gzipSync(strToU8(message(event)))).toString('base64')

describe('a body', () => {
  it('that Charles took apart as the fields of a form is the JSON that it was', async () => {
    const text = message('a=b&c', { properties: { url: 'https://s.test/?x=1&y=2&z' } })
    const params = text.split('&').map((field) => {
      const [name = '', ...value] = field.split('=')
      return { name, value: value.join('=') }
    })
    expect(await told(entry('', 0, post({ mimeType: 'application/x-www-form-urlencoded', params })))).toEqual([
      'a=b&c delivered',
    ])
    const whole = [{ name: message('whole'), value: '' }]
    expect(await told(entry('', 0, post({ params: whole })))).toEqual(['whole delivered'])
  })

  it('that HTTP Toolkit keeps in the form of an answer’s, because it is packed, is read', async () => {
    const _content = { text: packed('kept'), size: 9, encoding: 'base64' }
    const more = { bodySize: 9, _requestBodyStatus: 'discarded:not-representable', _content }
    expect(await told(entry('', 0, post(undefined, more)))).toEqual(['kept delivered'])
    const { lacks } = await read(
      source(
        'a.har',
        har([entry('', 0, post(undefined, { bodySize: 9e6, _requestBodyStatus: 'discarded:too-large' }))]),
      ),
    )
    expect(lacks.join()).toMatch(/1 body is missing/)
  })

  it('in base64 is read in either alphabet, in lines, and however “base64” is written', async () => {
    // Letters that need the last two of the alphabet.
    const body = base64(message('é>>>???ÿ'))
    expect(body).toMatch(/[+/]/)
    const safe = (text: string): string => text.replace(/\+/g, '-').replace(/\//g, '_')
    const lines = (text: string): string => text.replace(/.{60}/g, '$&\r\n')
    for (const text of [safe(body), lines(body)])
      expect(await told(entry('', 0, post({ text, encoding: 'BASE64' })))).toEqual(['é>>>???ÿ delivered'])
    for (const text of [safe(packed('packed ????>>')), lines(packed('packed ????>>'))])
      expect(await told(entry('', 0, post({ text })))).toEqual(['packed ????>> delivered'])
    const content = { text: base64('{"success":true}'), encoding: 'Base64', size: 16 }
    expect(await told(entry('e', 0, { response: { content } }))).toEqual(['e delivered'])
  })

  it('that mitmproxy read as Latin-1 (text/plain names no character set) is read by its size', async () => {
    const text = message('Müsli 😀')
    const bytes = Buffer.from(text)
    const sized = (letters: string, size: number) =>
      read(source('a.har', har([entry('', 0, { request: { bodySize: size, postData: { text: letters } } })])))
    const letters = bytes.toString('latin1')
    expect((await sized(letters, bytes.length)).told).toEqual(['Müsli 😀 delivered'])
    // What the page itself has sent so is as long in bytes as it is.
    const twice = Buffer.from(letters).length
    expect((await sized(letters, twice)).items[0]?.name).toMatch(/^MÃ¼sli /)
    const latin = message('Müsli')
    expect((await sized(latin, latin.length)).told).toEqual(['Müsli delivered'])
    const answer = Buffer.from('{"error":"ungültig"}')
    const content = { text: answer.toString('latin1'), size: answer.length, mimeType: 'text/plain' }
    const refused = await read(source('b.har', har([entry('x', 0, { response: { status: 400, content } })])))
    expect(refused.state.exchanges.get(0)?.answer?.text).toBe('{"error":"ungültig"}')
  })

  it('that is packed and in base64, with nothing that says so, is read; other texts stay as they are', async () => {
    expect(await told(entry('', 0, post({ text: packed('packed') })))).toEqual(['packed delivered'])
    expect(await told(entry('', 0, post({ text: 'H4sIAAAA' })))).not.toContain('packed delivered')
  })

  it.each<[string, string, object]>([
    ['that says so in another place', message('é'), { _encoding: 'base64' }],
    ['that says so in a comment', message('é'), { comment: 'base64' }],
    ['with lines of 76 letters', JSON.stringify(JSON.parse(message('é')), null, 2), {}],
    ['of what Windows wrote', JSON.stringify(JSON.parse(message('é')), null, 2).replaceAll('\n', '\r\n'), {}],
    ['of a list in an object', `{ "batch": [${message('é')}], "writeKey": "k" }`, {}],
  ])('in base64 %s is read', async (_name, text, more) => {
    const encoded = base64(text).replace(/.{76}/g, '$&\r\n')
    const url = text.includes('batch') ? 'https://cdp.customer.io/v1/batch' : 'https://cdp.customer.io/v1/t'
    expect(await told(entry('', 0, { request: { url, postData: { text: encoded, ...more } } }))).toEqual([
      'é delivered',
    ])
  })

  it.each(['eyJ', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln', 'ewoNotBase64!', 'W3sB'])(
    'that only begins like it stays: %s',
    async (text) => {
      const { state } = await read(source('a.har', har([entry('', 0, post({ text }))])))
      expect(state.exchanges.first()?.body.text).toBe(text)
    },
  )
})

describe('a body that cannot be read', () => {
  const to = (url: string, text: string) => entry('', 0, { request: { url, postData: { text } } })
  const events = 'https://api.exponea.com/track/v2/projects/P/customers/events'

  it.each<[string, object]>([
    ['cut off, to Customer.io', to('https://cdp.customer.io/v1/t', message('cut').slice(0, -20))],
    ['cut off, to Bloomreach', to(events, '{"customer_ids":{"cookie":"c"},"event_ty')],
    ['nested without end', to('https://cdp.customer.io/v1/t', `{"type":"track","x":${'['.repeat(9000)}`)],
  ])('%s, is named with its entry, and its neighbours stay', async (_name, odd) => {
    const { told, lacks } = await read(source('a.har', har([entry('a', 0), odd, entry('b', 90)])))
    expect(told).toEqual(['a delivered', 'b delivered'])
    expect(lacks.at(-1)).toMatch(
      /^a\.har: 1 entry was not as HAR 1\.2 says \(entry 2: its body was not read: [^.]+\)\.$/,
    )
  })
})

it('a body longer than is read is told of as what the file has', async () => {
  const long = message('long', { properties: { text: 'x'.repeat(600_000) } })
  const { lacks } = await read(source('a.har', har([entry('', 0, post({ text: long }))])))
  expect(lacks.at(-1)).toMatch(/^A request to \S+ in the file is longer than Tracklens reads\. Only the first 524288 /)
})

describe('an answer', () => {
  it.each<[string, object, string]>([
    ['Safari had in its memory', { _fetchType: 'Memory Cache' }, 'e unknown'],
    ['Safari had on its disk', { _fetchType: 'Disk Cache' }, 'e unknown'],
    ['a service worker gave in Safari', { _fetchType: 'Service Worker' }, 'e unknown'],
    ['somebody overrode in Safari', { _fetchType: 'Inspector Override' }, 'e unknown'],
    ['came over the network in Safari', { _fetchType: 'Network Load' }, 'e delivered'],
    ['has its status as text', { response: { status: '200' } }, 'e delivered'],
    ['Charles has lost', { response: { status: 0, _charlesStatus: 'EXCEPTION' } }, 'e retrying'],
    [
      'Charles has lost after its head',
      { response: { _charlesStatus: 'EXCEPTION', content: { size: 0 } } },
      'e unknown',
    ],
    ['Charles has lost after all of it', { response: { _charlesStatus: 'EXCEPTION' } }, 'e delivered'],
    ['Chromium has lost on its way', { response: { _error: 'net::ERR_FAILED', content: { size: 0 } } }, 'e unknown'],
    [
      'a page did not wait for',
      { response: { _failureText: 'net::ERR_ABORTED', content: { size: 0 } } },
      'e delivered',
    ],
    ['Charles has whole', { response: { _charlesStatus: 'COMPLETE', statusText: null } }, 'e delivered'],
    ['Safari has a reason for', { response: { status: 0, _error: 'The network connection was lost.' } }, 'e retrying'],
  ])('that %s', async (_name, more, expected) => {
    expect(await told(entry('e', 0, more))).toEqual([expected])
  })
})

/** An entry with all that these tools are known to write beside HAR 1.2, or to leave out of it. */
describe('an entry', () => {
  const [packed, size] = [base64('{"success":true}'), 16]
  it.each<[string, object]>([
    [
      'of Charles, HTTP/2 without words of its status',
      {
        request: { httpVersion: 'HTTP/2.0', headersSize: 14, bodySize: 44, queryString: [] },
        response: {
          ...{ _charlesStatus: 'COMPLETE', statusText: null, httpVersion: 'HTTP/2.0', redirectURL: null },
          ...{
            headers: [{ name: ':status', value: '200' }],
            content: { size, mimeType: null, encoding: 'base64', text: packed },
          },
        },
        ...{
          serverIPAddress: '10.0.0.1',
          cache: {},
          timings: { dns: null, connect: null, ssl: null, send: 0, wait: 5 },
        },
      },
    ],
    [
      'of Fiddler, with its number as a comment',
      {
        request: { headersSize: 301, bodySize: 120, cookies: [] },
        response: { content: { size, compression: 0, mimeType: 'application/json', text: '{"success":true}' } },
        ...{ comment: '[#12]', connection: 'ClientPort:50100;EgressPort:50101', time: 0.5, timings: { send: -1 } },
      },
    ],
    [
      'of Insomnia, without times and sizes',
      {
        request: { httpVersion: 'HTTP/1.1', headersSize: -1, bodySize: -1, cookies: [], queryString: [] },
        response: { headersSize: -1, bodySize: 16, redirectURL: '' },
        ...{
          comment: 'Track',
          cache: {},
          timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 0, receive: 0 },
        },
      },
    ],
    [
      'with every body in base64',
      {
        request: { postData: { mimeType: 'application/json', encoding: 'base64', text: base64(message('e')) } },
        response: { content: { size, mimeType: 'application/json', encoding: 'base64', text: packed } },
      },
    ],
    ['whose address stands between spaces', { request: { url: ' https://cdp.customer.io/v1/t\n' } }],
  ])('%s is read', async (_name, more) => {
    const { told, lacks } = await read(source('a.har', har([entry('e', 0, more)])))
    expect([told, lacks.length]).toEqual([['e delivered'], 1])
  })
})

describe('a time', () => {
  it.each<[string, string | number]>([
    ['with seven digits, as Fiddler writes it', '2026-03-01T11:00:00.0000000+01:00'],
    ['with an offset without a colon, as BrowserMob writes it', '2026-03-01T11:00:00.000+0100'],
    ['as a number of milliseconds', AT],
    ['as such a number in text', String(AT)],
    ['as such a number in text, with parts of one', `${AT}.25`],
    ['with the zone’s name, as Java writes it', '2026-03-01T11:00:00.000+01:00[Europe/Berlin]'],
    ['in UTC by its name', '2026-03-01 10:00:00.000 UTC'],
    ['in whole seconds', '2026-03-01T10:00:00Z'],
    ['with an offset of hours alone', '2026-03-01T11:00:00.000+01'],
    ['with a comma before its fraction', '2026-03-01T10:00:00,000Z'],
    ['as JavaScript writes it', 'Sun Mar 01 2026 11:00:00 GMT+0100 (Central European Standard Time)'],
    ['without a zone, which would be another time on each machine', '2026-03-01 10:00:00.000'],
  ])('%s is read', async (_name, startedDateTime) => {
    const { items, lacks } = await read(source('a.har', har([{ ...entry('e', 0), startedDateTime }])))
    expect([items[0]?.seenAt, lacks.length]).toEqual([AT, 1])
  })

  it.each([
    1772359200,
    '1772359200',
    '03/01/2026 10:00:00',
    '2026-03-01',
    // .NET's first moment: one that was never set.
    '0001-01-01T00:00:00.0000000',
  ])('that is none is told, and nothing is read into it: %s', async (startedDateTime) => {
    const { lacks, items } = await read(source('a.har', har([entry('a', 0), { ...entry('e', 9), startedDateTime }])))
    expect(lacks.at(-1)).toMatch(/1 entry was not as HAR 1\.2 says \(entry 2: its “startedDateTime” is not a time/)
    expect(items.map(({ seenAt }) => seenAt)).toEqual([AT, AT])
  })

  it('that the first entries lack is that of the first one that has any', async () => {
    const { startedDateTime: _, ...timeless } = entry('a', 0)
    const { items } = await read(source('a.har', har([timeless, entry('b', 9)])))
    expect(items.map(({ name, seenAt }) => [name, seenAt])).toEqual([
      ['a', AT + 9],
      ['b', AT + 9],
    ])
  })
})

it('what a proxy tells of its tunnels is nobody’s, and its neighbours stay', async () => {
  const tunnel = { request: { method: 'CONNECT', url: 'cdp.customer.io:443', postData: undefined } }
  expect(await told(entry('', 0, tunnel), entry('e', 9))).toEqual(['e delivered'])
})
