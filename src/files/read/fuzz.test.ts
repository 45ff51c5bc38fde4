// @vitest-environment node
/** Whatever a file holds: readers answer with facts or a sentence, never by an exception, and in bounded time. */
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../core/json'
import { inspect } from '../../inspection'
import { vendors } from '../../providers/registry'
import { anything, changed, placesOf } from '../../testing/mutants'
import { factsOf, savedText } from '../../testing/recordings'
import { writeRecording } from '../write/recording'
import { readFiles } from '.'
import type { Source } from './source'

const message = { type: 'track', event: 'e', messageId: 'm', anonymousId: 'a', properties: { n: 1 } }
const ENTRY = {
  startedDateTime: '2026-03-01T10:00:00.000Z',
  time: 20,
  pageref: 'p',
  _resourceType: 'fetch',
  request: {
    method: 'POST',
    url: 'https://cdp.customer.io/v1/t',
    httpVersion: 'h3',
    headers: [{ name: 'Content-Length', value: '9' }],
    bodySize: 9,
    postData: { mimeType: 'application/json', text: JSON.stringify(message), params: [{ name: 'a', value: 'b' }] },
  },
  response: {
    status: 302,
    redirectURL: 'https://cdp.customer.io/v2',
    headers: [{ name: 'location', value: '/x' }],
    content: { size: 2, mimeType: 'application/json', text: 'e30=', encoding: 'base64' },
    _error: '',
  },
}
const HAR = {
  log: {
    version: '1.2',
    creator: { name: 'T', version: '1' },
    pages: [{ id: 'p', startedDateTime: '2026-03-01T10:00:00.000Z', title: 'T', pageTimings: {} }],
    entries: [ENTRY, { ...ENTRY, request: { ...ENTRY.request, postData: { _file: 'x.json' } } }],
  },
} as unknown as Json

function source(bytes: Uint8Array): Source {
  return { name: 'f', size: bytes.length, bytes: async (from, to) => bytes.slice(from, to) }
}

/** Reads and judges: facts that fold, or a sentence. */
async function survives(bytes: Uint8Array): Promise<void> {
  const read = await readFiles([source(bytes)], vendors)
  if ('wrong' in read) {
    expect(read.wrong).toEqual([expect.stringMatching(/^f: [A-Z].*[.)]$/s)])
    // What a file is, and what to do: never the engine's own words.
    expect(read.wrong[0]).not.toMatch(/undefined|is not a function|Cannot read|Unexpected token/)
  } else if ('facts' in read) {
    const { completeness } = inspect(read.facts, { now: read.now })
    expect(completeness.doubts.every(({ text }) => text.length > 0)).toBe(true)
    expect(Number.isFinite(read.now)).toBe(true)
  }
}

describe('a HAR', () => {
  const places = placesOf(HAR)

  it('with any key removed is read or refused in a sentence', async () => {
    for (const place of places) await survives(strToU8(JSON.stringify(changed(HAR, place, undefined))))
  })

  it('with anything at any place is read or refused in a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anything, (place, by) =>
        survives(strToU8(JSON.stringify(changed(HAR, place, by)))),
      ),
      { numRuns: 300 },
    )
  })

  it('cut anywhere is refused in a sentence', async () => {
    const bytes = strToU8(JSON.stringify(HAR))
    for (let end = 0; end < bytes.length; end += 7) {
      expect(await readFiles([source(bytes.slice(0, end))], vendors)).toHaveProperty('wrong')
      await survives(bytes.slice(0, end))
    }
  })
})

describe('a ZIP', () => {
  const line = JSON.stringify({ type: 'resource-snapshot', snapshot: ENTRY })
  const trace = zipSync({ 'trace.network': strToU8(`${line}\n${line}`), 'resources/x.json': strToU8('{}') })

  it('cut anywhere, or with any byte changed, is read or refused in a sentence', async () => {
    for (let end = 0; end < trace.length; end += 5) await survives(trace.slice(0, end))
    await fc.assert(
      fc.asyncProperty(fc.nat(trace.length - 1), fc.nat(255), (at, by) => {
        const bytes = trace.slice()
        bytes[at] = by
        return survives(bytes)
      }),
      { numRuns: 400 },
    )
  })

  it('whose lines are anything is read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 5 }), (lines) => {
        const text = lines.map((each) => JSON.stringify({ type: 'resource-snapshot', snapshot: each })).join('\n')
        return survives(zipSync({ 'trace.network': strToU8(text) }, { level: 0 }))
      }),
      { numRuns: 50 },
    )
  })
})

describe('a recording', () => {
  const facts = factsOf(savedText('chromium')).slice(0, 60)
  const text = writeRecording(facts, 1_770_000_000_000, false)

  it('cut anywhere, or with anything at any place, is read or refused in a sentence', async () => {
    const bytes = strToU8(text)
    for (let end = 0; end < bytes.length; end += 997) await survives(bytes.slice(0, end))
    const whole = JSON.parse(text) as Json
    const places = placesOf(whole)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anything, (place, by) =>
        survives(strToU8(JSON.stringify(changed(whole, place, by)))),
      ),
      { numRuns: 100 },
    )
  })
})

it('arbitrary bytes are refused in a sentence', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), survives), { numRuns: 200 })
})
