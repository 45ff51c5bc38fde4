// @vitest-environment node
/** What HARs come in: ZIPs of every kind, and text that is not UTF-8. */
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { entry, har, message, read, source, time, wrongOf } from '../../testing/har-files'
import { STEP } from './source'
import { Decoder, textOf } from './text'

describe('a ZIP’s directory', () => {
  const one = strToU8(JSON.stringify(har([entry('one', 0)])))
  const zip = (name = 'one.har', bytes = one) => zipSync({ [name]: bytes })
  /** Where the directory of a ZIP without a comment begins. */
  const directoryIn = (bytes: Uint8Array) => new DataView(bytes.buffer).getUint32(bytes.length - 6, true)
  const changed = (bytes: Uint8Array, change: (view: DataView, directory: number) => void) => {
    change(new DataView(bytes.buffer), directoryIn(bytes))
    return bytes
  }

  it.each<[string, Uint8Array, string]>([
    [
      'a check sum that is not the file’s',
      changed(zip(), (view, at) => view.setUint32(at + 16, 1, true)),
      'The ZIP is damaged: “one.har” is not what was packed. Save it anew in the tool that made it.',
    ],
    [
      'a size that is not the file’s',
      changed(zip(), (view, at) => view.setUint32(at + 24, 7, true)),
      'The ZIP is damaged: “one.har” is not what was packed. Save it anew in the tool that made it.',
    ],
    [
      'a password',
      changed(zip(), (view, at) => view.setUint16(at + 8, 1, true)),
      'In the ZIP “one.har” is locked with a password. Unpack the ZIP, and open what was in it.',
    ],
    [
      'AES',
      changed(zip(), (view, at) => view.setUint16(at + 10, 99, true)),
      'In the ZIP “one.har” is locked with a password. Unpack the ZIP, and open what was in it.',
    ],
    [
      'another method than deflate, as Windows has for large files',
      changed(zip(), (view, at) => view.setUint16(at + 10, 9, true)),
      'In the ZIP “one.har” is packed by a method (9) that is not read here. Unpack it, and open that.',
    ],
    [
      'a place beyond its end',
      changed(zip(), (view, at) => view.setUint32(at + 42, 1 << 30, true)),
      'The ZIP is damaged or was cut off. Save it anew in the tool that made it.',
    ],
  ])('with %s is refused in a sentence', async (_name, bytes, sentence) => {
    expect(await wrongOf(source('a.zip', bytes))).toEqual([`a.zip: ${sentence}`])
  })

  it('is found with a comment that looks like its end, and with what was appended to the file', async () => {
    const plain = zip()
    const comment = strToU8('of PK\u0005\u0006, no end at all, and more')
    const said = Uint8Array.of(...plain, ...comment)
    new DataView(said.buffer).setUint16(plain.length - 2, comment.length, true)
    expect((await read(source('said.zip', said))).told).toEqual(['one delivered'])
    expect((await read(source('more.zip', Uint8Array.of(...plain, ...new Uint8Array(99))))).told).toEqual([
      'one delivered',
    ])
  })

  it('of the large kind (zip64) is read: sizes, place and count stand behind', async () => {
    const plain = zip()
    const at = directoryIn(plain)
    const view = new DataView(plain.buffer)
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const name = plain.slice(at + 46, at + 46 + 7)
    const large = new Uint8Array(at + 46 + 7 + 28 + 56 + 20 + 22)
    const to = new DataView(large.buffer)
    large.set(plain.slice(0, at + 46))
    large.set(name, at + 46)
    for (const place of [20, 24, 42]) to.setUint32(at + place, 0xffffffff, true)
    to.setUint16(at + 30, 28, true)
    const extra = at + 46 + 7
    to.setUint16(extra, 1, true)
    to.setUint16(extra + 2, 24, true)
    to.setBigUint64(extra + 4, BigInt(size), true)
    to.setBigUint64(extra + 12, BigInt(packed), true)
    const record = extra + 28
    to.setUint32(record, 0x06064b50, true)
    to.setBigUint64(record + 32, 1n, true)
    to.setBigUint64(record + 48, BigInt(at), true)
    to.setUint32(record + 56, 0x07064b50, true)
    to.setBigUint64(record + 64, BigInt(record), true)
    const end = record + 76
    to.setUint32(end, 0x06054b50, true)
    to.setUint16(end + 10, 0xffff, true)
    to.setUint32(end + 16, 0xffffffff, true)
    expect((await read(source('large.zip', large))).told).toEqual(['one delivered'])
  })

  it('with several HARs, and what macOS adds, gives all that is in them, each with its own pages', async () => {
    const pages = [{ id: 'page_1', startedDateTime: time(0), title: 'https://shop.test/' }]
    const on = (event: string, ms: number) =>
      strToU8(JSON.stringify(har([{ ...entry(event, ms), pageref: 'page_1' }, 7], { pages })))
    const files = {
      '__MACOSX/._one.har': strToU8('no HAR'),
      'one.har': on('one', 0),
      'deep/two.har': on('two', 90),
      hasOwnProperty: strToU8('x'),
    }
    const { told, state, lacks } = await read(source('a.zip', zipSync(files)))
    expect(told).toEqual(['one delivered', 'two delivered'])
    expect(state.documents.size).toBe(2)
    expect(lacks.filter((text) => text.includes('1 entry was not'))).toEqual([
      expect.stringMatching(/^a\.zip\/one\.har: .*entry 2: /),
      expect.stringMatching(/^a\.zip\/deep\/two\.har: .*entry 2: /),
    ])
    const torn = { ...files, 'deep/two.har': on('two', 90).slice(0, -9) }
    expect(await wrongOf(source('a.zip', zipSync(torn)))).toEqual([
      expect.stringMatching(/^a\.zip: In the ZIP “deep\/two\.har”: It ends before it is complete/),
    ])
  })
})

describe('a ZIP of several records', () => {
  const bytesOf = (content: object): Uint8Array => strToU8(JSON.stringify(content))
  const network = (...entries: readonly object[]): Uint8Array =>
    strToU8(entries.map((snapshot) => `${JSON.stringify({ type: 'resource-snapshot', snapshot })}\n`).join(''))
  const told = async (files: Record<string, Uint8Array>) => (await read(source('a.zip', zipSync(files)))).told

  it('is as those files are: what two of them tell counts once, phones without a common visitor are two', async () => {
    const one = bytesOf(har([entry('one', 0)]))
    const both = await read(source('a.zip', zipSync({ 'a.har': one, 'b.har': one })))
    expect(both.items.map(({ attempts }) => attempts.length)).toEqual([1])
    const text = message('two', { anonymousId: 'a2' })
    const other = bytesOf(har([entry('two', 0, { request: { postData: { text } } })]))
    const { state } = await read(source('a.zip', zipSync({ 'a.har': one, 'b.har': other })))
    expect(state.trackers.size).toBe(2)
  })

  it('has its traces in folders, each with its bodies, and HARs beside them', async () => {
    const sent = entry('traced', 0, { request: { postData: { _sha1: 'ab' } } })
    const run = (name: string, event: string) => ({
      [`${name}/trace.network`]: network(sent),
      [`${name}/resources/ab`]: strToU8(message(event)),
    })
    expect(await told(run('run', 'deep'))).toEqual(['deep delivered'])
    const all = { ...run('one', 'first'), ...run('two', 'second'), 'a.har': bytesOf(har([entry('third', 90)])) }
    expect(await told(all)).toEqual(['first delivered', 'second delivered', 'third delivered'])
  })

  it('may have HARs under the names that a tracker of bugs lets in, and says what to do with other JSON', async () => {
    expect(await told({ 'a.har.json': bytesOf(har([entry('one', 0)])) })).toEqual(['one delivered'])
    expect(await told({ 'a.har.txt': bytesOf(har([entry('one', 0)])) })).toEqual(['one delivered'])
    expect(await wrongOf(source('a.zip', zipSync({ 'a.json': strToU8('{"tracklens":1}') })))).toEqual([
      'a.zip: In this ZIP there is no .har and no Playwright trace. Unpack it, and open what was in it.',
    ])
  })
})

describe('text', () => {
  const text = JSON.stringify(har([entry('caf\u00e9 \u{1f375}', 0)], { comment: 'x'.repeat(3 * STEP) }))
  const units = (isLittle: boolean, isMarked = true): Uint8Array => {
    const marked = isMarked ? `\ufeff${text}` : text
    const bytes = new Uint8Array(2 * marked.length)
    const view = new DataView(bytes.buffer)
    for (let n = 0; n < marked.length; n++) view.setUint16(2 * n, marked.charCodeAt(n), isLittle)
    return bytes
  }

  it.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', strToU8(`\ufeff${text}`)],
    ['UTF-16, as PowerShell writes it', units(true)],
    ['UTF-16, the other way round', units(false)],
    ['UTF-16 without a mark', units(true, false)],
    ['UTF-16 the other way round without a mark', units(false, false)],
    ['UTF-16 that begins with white space', Uint8Array.of(10, 0, ...units(true, false))],
  ])('in %s is read', async (_name, bytes) => {
    expect((await read(source('a.har', bytes))).told).toEqual(['caf\u00e9 \u{1f375} delivered'])
  })

  it('in UTF-16 may be cut within a character', () => {
    const decoder = new Decoder()
    const bytes = units(true)
    const parts = [0, 3, 5, 12, 13].map((from, i, all) => bytes.subarray(from, all[i + 1] ?? 64))
    expect(new Decoder().take(bytes.subarray(0, 64))).toBe(parts.map((part) => decoder.take(part)).join(''))
  })

  it('in UTF-8 may be cut anywhere: within a character, a mark of order, or what is none', () => {
    const invalid = [0xe2, 0x82, 0x41, 0xff, 0xf0, 0x9f, 0x8d, 0x80, 0xc3]
    const bytes = Uint8Array.of(...strToU8('\ufeffcafé 🍵\ufeffa\ufeff€'), ...invalid)
    const whole = new TextDecoder().decode(bytes, { stream: true })
    for (let size = 1; size <= bytes.length; size++) {
      const decoder = new Decoder()
      let told = ''
      for (let from = 0; from < bytes.length; from += size) told += decoder.take(bytes.subarray(from, from + size))
      expect(told).toBe(whole)
    }
  })

  it('of a sheet may be what Excel saves as CSV on Windows, or as “Unicode text”', () => {
    const sheet = 'Event;Preis für “Übergröße”;€;ü'
    const windows = Uint8Array.from(
      sheet,
      (letter) => ({ '“': 0x93, '”': 0x94, '€': 0x80 })[letter] ?? letter.charCodeAt(0),
    )
    const unicode = new Uint8Array(Uint16Array.from(`\ufeff${sheet}`, (letter) => letter.charCodeAt(0)).buffer)
    expect([windows, unicode, strToU8(sheet), strToU8(`\ufeff${sheet}`)].map(textOf)).toEqual([
      sheet,
      sheet,
      sheet,
      sheet,
    ])
  })
})
