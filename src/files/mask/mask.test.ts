/** Tests that the masked export never fails and never freezes, whatever pages write: odd text, long text, deep text. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../core/json'
import { story } from '../../testing/story'
import { addressesIn } from './addresses'
import { createFinder } from './finder'
import type { Masking } from './mask'
import { maskFacts } from './mask'

/** Half of what is kept of a body: what took a time by the square of this would not end in a test. */
const LONG = 262_144

const told = (args: readonly Json[], body = '') =>
  story().tell(
    'd',
    { kind: 'call', vendor: 'customerio', surface: 'web', tracker: 't', call: 1, method: 'track', args },
    {
      kind: 'request',
      request: 1,
      vendor: 'customerio',
      via: 'fetch',
      method: 'POST',
      url: 'https://c.example/',
      body: { text: body, size: body.length },
    },
  ).facts
const MASKED: Masking = { personal: false, key: 'k7' }
const masked = (args: readonly Json[], body?: string) => JSON.stringify(maskFacts(told(args, body), MASKED))

describe('a masked export', () => {
  it.each([
    ['a value', { first_name: 'Anna 😀'.slice(0, 6) }],
    ['a name', { ['😀'.slice(0, 1)]: 'x', email: 'a@b.example' }],
    ['an address', { email: `${'😀'.slice(1)}anna@shop.example` }],
    ['a URL', { page: `https://shop.example/?mail=anna%40shop.example&x=${'😀'.slice(0, 1)}%` }],
    ['a list', { ids: ['😀'.slice(0, 1), '\udc00', '\ud800\ud800'] }],
  ])('does not fail at half a pair in %s', (_, properties) => {
    expect(() => masked(['seen', properties as Json])).not.toThrow()
    expect(masked(['seen', properties as Json])).not.toMatch(/anna|Anna/)
  })

  it.each(['null', 'undefined', 'None', '[object Object]'])('keeps what programs write for nobody: %s', (nobody) => {
    const { facts } = story().tell(
      'd',
      { kind: 'call', vendor: 'customerio', surface: 'web', tracker: 't', call: 1, method: 'identify', args: [nobody] },
      { kind: 'storage', vendor: 'customerio', area: 'local', key: 'ajs_user_id', value: nobody },
      { kind: 'storage', vendor: 'customerio', area: 'cookie', key: 'ajs_user_id', value: encodeURIComponent(nobody) },
    )
    expect(maskFacts(facts, MASKED)).toEqual(facts)
  })

  it('knows a value by what becomes of it on its way', () => {
    const value = 'Anna 😀'.slice(0, 6)
    const text = masked(['seen', { first_name: value }], JSON.stringify({ first_name: 'Anna \ufffd' }))
    expect(text.match(/masked-k7-\d+/g)).toEqual(['masked-k7-1', 'masked-k7-1'])
  })

  it('masks addresses that are names, and keeps every name', () => {
    const text = masked(['seen', JSON.parse('{"anna@shop.example":1,"__proto__":{"plan":"gold"}}') as Json])
    expect(text).not.toContain('anna@')
    expect(text).toContain('"__proto__":{"plan":"gold"}')
  })

  it('masks people’s names that are names of fields within a trait, wherever else they stand; fields’ own stay', () => {
    const friends = { 'Jane Doe': { since: 2020 }, Zdeněk: 1, best_friend: 'Bob Roe' }
    const text = masked(
      ['seen', { traits: { 'First Name': 'Anna', friends, list: [JSON.stringify({ 'Ann Lee': 1 })] } }],
      '{"note":"Jane Doe called"}',
    )
    expect(text).not.toMatch(/Jane|Doe|Zden|Ann Lee|Bob/)
    for (const name of ['First Name', 'friends', 'since', 'best_friend']) expect(text).toContain(name)
  })

  it.each([
    ['a url-safe string', 'aB3_-'],
    ['addresses without an end', 'a@'],
    ['names of hosts without an address', 'a.'],
    ['signs of a URL', '%40'],
    ['addresses one in another', 'a@a.a'],
    ['quotes and marks', '"~a:'],
    ['plus and minus', '+-'],
    ['quoted backslashes', '\\"'],
    ['words of fields', 'e_mail_'],
  ])('takes a time that grows with the text alone: %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(LONG / unit.length))
    expect(() => masked(['seen', { text, [text]: 1 }], `{"text":${JSON.stringify(text)}}`)).not.toThrow()
    expect(() => masked(['seen', { email: text, note: `${text}!${text}` }], text)).not.toThrow()
  })

  it('takes no longer for many persons', () => {
    const people = Array.from({ length: 5_000 }, (_, n) => ({ user_id: `person-number-${n}` }))
    const body = `[${people.map((person) => JSON.stringify({ note: `told by ${person.user_id}` })).join(',')}]`
    const text = masked([people], body)
    expect(text).not.toContain('person-number')
  })

  it('does not end at text that nests deeper than can be looked through, and shows nothing of it', () => {
    const deep = `${'{"email":"anna","in":['.repeat(20_000)}${']}'.repeat(20_000)}`
    for (const body of [deep, '['.repeat(LONG), `{"a":`.repeat(50_000)]) {
      const text = masked(['seen', { text: body }], body)
      expect(text).toContain('nested too deeply')
      expect(text).not.toContain('anna')
    }
  })
})

describe('addresses', () => {
  /** The same by a pattern that tries all ways, which is right and slow. */
  const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w.+-]*[a-z][._][a-z][\w.+-]*@[a-z][\w-]*/g

  it('are those that a pattern finds', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '.', '@', '-', ' ', '_', '%'), maxLength: 40 })
    fc.assert(
      fc.property(texts, (text) => {
        const found = [...addressesIn(text, () => '')].map(({ start, end }) => text.slice(start, end))
        expect(found).toEqual(text.match(EMAIL) ?? [])
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('known texts', () => {
  it('are replaced where they stand, the longest first', () => {
    const find = createFinder(
      [
        ['anna', '1'],
        ['anna.k', '2'],
        ['nak', '3'],
      ].map(([text = '', by = '']) => ({ text, by, bounded: false })),
    )
    expect(find('anna.k and anna. nak annak')).toBe('2 and 1. 3 1k')
  })

  it('are replaced where a long one was cut off, too', () => {
    const long = `${'a long address '.repeat(10)}end`
    const find = createFinder([{ text: long, by: '#', bounded: false }])
    expect(find(`<${long}> <${long.slice(0, 100)}> ${long.slice(0, 20)}`)).toBe(`<#> <#> ${long.slice(0, 20)}`)
  })
})
