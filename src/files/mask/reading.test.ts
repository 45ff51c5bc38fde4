/** Tests that a text is read as the same one in whatever way it is written, and replaced in that way. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFinder } from './finder'
import { reading, unitsIn, writtenAs } from './reading'

const url = encodeURIComponent
const json = (text: string) => JSON.stringify(text).slice(1, -1)
const hex = (char: string) => (char.codePointAt(0) ?? 0).toString(16)
const each = (text: string, by: (char: string) => string) => Array.from(text, by).join('')
const units = (text: string, by: (unit: string) => string) => text.split('').map(by).join('')

const WRITINGS: Readonly<Record<string, (text: string) => string>> = {
  'a URL': url,
  'a URL in small letters': (text) => url(text).replace(/%../g, (byte) => byte.toLowerCase()),
  'a URL within a URL': (text) => url(url(text)),
  'three of them': (text) => url(url(url(text))),
  'a form': (text) => new URLSearchParams({ q: text }).toString().slice(2),
  'every byte': (text) =>
    Array.from(new TextEncoder().encode(text), (byte) => `%${hex(String.fromCharCode(byte)).padStart(2, '0')}`).join(
      '',
    ),
  'escape of JavaScript': (text) => units(text, (unit) => `%u${hex(unit).padStart(4, '0')}`),
  JSON: json,
  'JSON within JSON within JSON': (text) => json(json(json(text))),
  'JSON without letters beyond ASCII': (text) =>
    units(text, (unit) => `\\u${hex(unit).padStart(4, '0').toUpperCase()}`),
  'JSON so in a URL': (text) => url(units(text, (unit) => `\\u${hex(unit).padStart(4, '0')}`)),
  code: (text) => each(text, (char) => `\\u{${hex(char)}}`),
  HTML: (text) => each(text, (char) => `&#${char.codePointAt(0)};`),
  'HTML by sixteens': (text) => each(text, (char) => `&#x00${hex(char)};`),
  'HTML within HTML': (text) => each(text, (char) => `&amp;amp;#${char.codePointAt(0)};`),
  'HTML in a URL': (text) => url(each(text, (char) => `&#${char.codePointAt(0)};`)),
  'letters and their marks apart': (text) => text.normalize('NFD'),
  'marks apart in a URL': (text) => url(text.normalize('NFD')),
}

describe.each(Object.entries(WRITINGS))('a text that is written as in %s', (_, write) => {
  const text = fc
    .string({ unit: fc.constantFrom(...'abXZ09éŽłß😀日𝐉 -"\'/<>(),;:!?*~.@_='), minLength: 3, maxLength: 30 })
    .map((made) => `Q${made.replace(/\s+/g, ' ').trim()}q`)

  it('is read as what it says, and found', () => {
    fc.assert(
      fc.property(text, (plain) => {
        const written = write(plain)
        // In a form a plus is a blank, and elsewhere it is none: what is sought tells.
        expect(reading(written).replace(/\+/g, ' ')).toBe(reading(plain))
        const find = createFinder([{ text: plain, by: '#', bounded: false }])
        expect(find(`x=${written};`)).toBe('x=#;'.replace('#', writtenAs('#', written)))
      }),
      { numRuns: 100 },
    )
  })
})

describe('a text is read', () => {
  it.each([
    ['Zden&ecaron;k &Zcaron;i&zcaron;ka', 'Zdeněk Žižka'],
    ['R&amp;amp;D &lt;boss&gt;', 'R&D <boss>'],
    ['stra%DFe', 'straße'],
    ['O’Hurley', "O'Hurley"],
    ['two%0D%0Alines', 'two lines'],
    ['Ｊａｎｅ－１', 'Jane-1'],
    ['Shop\u00adper\u200b', 'Shopper'],
    ['50% &c; 5 %zz \\q', '50% &c; 5 %zz \\q'],
    ['%C3', '\u00c3'],
    ['%F7%BF%BF%BF', '\ufffd'],
    ['&#99999999; &#x110000;', '&#99999999; &#x110000;'],
    ['\\', '\\'],
    ['%', '%'],
    ['&', '&'],
  ])('%s', (written, plain) => {
    expect(reading(written)).toBe(plain)
  })

  it.each([
    ['ŁÓDŹ', 'łódź', 'lodz'],
    ['STRASSE', 'straße', 'strasse'],
    ['İstanbul', 'ISTANBUL', 'istanbul'],
  ])('as the same but for capitals and marks: %s', (...spellings) => {
    expect(new Set(spellings.map((each) => unitsIn(each).join('')))).toEqual(new Set([spellings.at(-1)]))
  })

  it('and what stands in for it is written as often as it was', () => {
    expect(['a b', 'a%20b', 'a%2520b', '50% x'].map((here) => writtenAs('@', here))).toEqual(['@', '%40', '%2540', '@'])
  })
})
