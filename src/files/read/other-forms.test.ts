// @vitest-environment node
/** Bodies in other forms than HAR 1.2 has: packed ones, and texts that stand elsewhere or were read already. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { entry, har, message, read, source } from '../../testing/har-files'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const coded = (coding: string) => [{ name: 'Content-Encoding', value: coding }]

/** What is told of such an entry and of its neighbours, and what its file lacks beyond calls. */
async function told(event: string, more: object) {
  const { told, lacks } = await read(source('a.har', har([entry('a', 0), entry(event, 5, more), entry('b', 90)])))
  expect(told).toEqual(expect.arrayContaining(['a delivered', 'b delivered']))
  return [told.filter((each) => !/^[ab] /.test(each)).join(), ...lacks.slice(1)]
}

/** The three ways in which tools keep bytes. */
const kept = (packed: Uint8Array) => [
  { text: base64(packed), encoding: 'base64' },
  { text: base64(packed) },
  { text: bytes(packed) },
]
const ZSTD = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3, 200, 201)

describe('a packed body', () => {
  const text = message('e')
  it.each<[string, string, Uint8Array]>([
    ['gzip', 'gzip', gzipSync(text)],
    ['deflate', 'Deflate', deflateSync(text)],
    ['deflate without its mark', 'deflate', deflateRawSync(text)],
    ['gzip in deflate', 'gzip, deflate', deflateSync(gzipSync(text))],
    ['nothing, whatever its header says', 'br', Buffer.from(text)],
  ])('is read where it is packed with %s', async (_name, coding, packed) => {
    for (const postData of kept(packed).slice(0, coding === 'br' ? 1 : 3))
      expect(await told('', { request: { headers: coded(coding), postData } })).toEqual(['e delivered'])
  })

  it('shows that it is deflate without a header, and other bytes are not taken for it', async () => {
    const [postData] = kept(deflateSync(text))
    expect(await told('', { request: { postData } })).toEqual(['e delivered'])
    const odd = { text: base64(Uint8Array.of(0x78, 0x9c, 0xff, 0xfe)), encoding: 'base64' }
    expect((await told('', { request: { postData: odd } })).join()).toMatch(/its body was not read: The body is binary/)
  })

  it.each<[string, Uint8Array]>([
    ['br', brotliCompressSync(text)],
    ['zstd', ZSTD],
  ])('is named with how it is packed where that is not read: %s', async (coding, packed) => {
    const why = `its body was not read: it is packed with “${coding}”; gzip and deflate are read`
    for (const postData of kept(packed))
      expect(await told('', { request: { headers: coded(coding), postData } })).toEqual([
        '',
        `a.har: 1 entry was not as HAR 1.2 says (entry 2: ${why}).`,
      ])
  })

  it('that unpacks to gigabytes is given up', async () => {
    const [postData] = kept(deflateSync(Buffer.alloc(4_000_000, ' ')))
    expect((await told('', { request: { headers: coded('deflate'), postData } }))[1]).toMatch(/its body was not read/)
  })
})

describe('a packed answer', () => {
  const words = (status: number) => JSON.stringify({ success: status === 200, error: 'no' })
  it.each<[string, (text: string) => Uint8Array]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('is read: %s', async (coding, pack) => {
    for (const content of kept(pack(words(400)))) {
      const { items } = await read(
        source('a.har', har([entry('e', 0, { response: { status: 400, headers: coded(coding), content } })])),
      )
      expect(items[0]?.why).toMatch(/\bno\b/)
    }
  })

  it('leaves the status alone where it is not read, and is named', async () => {
    const [content] = kept(brotliCompressSync(words(200)))
    expect(await told('e', { response: { headers: coded('br'), content } })).toEqual([
      'e delivered',
      expect.stringMatching(/entry 2: its answer was not read: it is packed with “br”/),
    ])
  })
})

describe('a body in another form', () => {
  const json: object = JSON.parse(message('e'))
  it.each<[string, unknown]>([
    ['a text in the place of “postData”', message('e')],
    ['JSON in its place', json],
    ['JSON in the place of its text', { mimeType: 'application/json', text: json }],
  ])('is read: %s', async (_name, postData) => {
    expect(await told('', { request: { postData } })).toEqual(['e delivered'])
  })

  it.each<[unknown, string]>([
    [5, 'its “postData” is in a form that no HAR has'],
    [{ mimeType: 'a/b', data: message('e') }, 'its “postData” is in a form that no HAR has'],
    [{ text: true }, 'its “postData.text” is in a form that no HAR has'],
    [{ params: { a: 1 } }, 'its “postData.params” is in a form that no HAR has'],
  ])('that is not read is not said to be left out: %j', async (postData, why) => {
    expect(await told('', { request: { postData } })).toEqual([
      '',
      `a.har: 1 entry was not as HAR 1.2 says (entry 2: its body was not read: ${why}).`,
    ])
  })

  it.each([null, '', {}, { mimeType: 'application/json' }, { text: '' }, { text: null, params: [] }])(
    'that is not there was left out: %j',
    async (postData) => {
      expect((await told('', { request: { postData } }))[1]).toMatch(/1 body is missing, because Tool 3 left it out/)
    },
  )

  it.each(['{"success":true}', { text: { success: true } }])('is read where it is an answer’s: %j', async (content) => {
    expect(await told('e', { response: { content } })).toEqual(['e delivered'])
    const { items } = await read(source('a.har', har([entry('e', 0, { response: { content } })])))
    expect(items[0]?.why).not.toMatch(/left/)
  })
})

it('headers are read as an object and as pairs too', async () => {
  const packed = deflateRawSync(message('e'))
  for (const headers of [{ 'content-encoding': 'deflate' }, { 'Content-Encoding': ['deflate'] }]) {
    const { state } = await read(
      source('a.har', har([entry('', 0, { request: { headers, postData: kept(packed)[0] } })])),
    )
    expect(Object.values(state.exchanges.first()?.transport?.requestHeaders ?? {})).toEqual(['deflate'])
    expect(state.items.first()?.name).toBe('e')
  }
  const pairs = [['Content-Encoding', 'deflate'], [5], null]
  expect(await told('', { request: { headers: pairs, postData: kept(packed)[0] } })).toEqual(['e delivered'])
})

it('a method is the same however it is written, and without one what posts is a POST', async () => {
  for (const method of ['post', ' POST ', '', null])
    expect(await told('e', { request: { method } })).toEqual(['e delivered'])
  const [small, large] = ['post', 'POST'].map((method, n) =>
    source(`${n}.har`, har([entry('e', 0, { request: { method } })])),
  )
  if (small && large) expect((await read(small, large)).state.exchanges.size).toBe(1)
})

it.each<[unknown, string]>([
  ['200 OK', 'e delivered'],
  [99999, 'e unknown'],
  [1, 'e unknown'],
])('a status that is written otherwise is read, and none is made up: %j', async (status, expected) => {
  expect((await told('e', { response: { status } }))[0]).toBe(expected)
})
