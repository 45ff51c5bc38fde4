/** Headers and times are kept as the browser told them, and what opens something is not kept at all. */
import { expect, it } from 'vitest'
import { knownHeaders, lasted, transportOf, WITHHELD } from './transport'

const headers = (...pairs: readonly (readonly [string, string])[]) => ({
  headers: pairs.map(([name, value]) => ({ name, value })),
})

it('joins headers of one name, and leaves out phases that did not happen', () => {
  const told = transportOf({
    request: headers(['Accept', 'a'], ['Accept', 'b']),
    response: headers(['Content-Type', 'application/json']),
    timings: { blocked: -1, dns: 0, wait: 12.3456, _odd: 'x', receive: 1 },
  })
  expect(told).toEqual({
    requestHeaders: { Accept: 'a, b' },
    responseHeaders: { 'Content-Type': 'application/json' },
    timing: { dns: 0, wait: 12.35, receive: 1 },
  })
})

it('is nothing where nothing was told', () => {
  expect(transportOf({ request: {}, response: {} })).toBeNull()
})

it.each([
  ...['Authorization', 'authorization', 'Proxy-Authorization', 'Cookie', 'Set-Cookie', 'X-Api-Key', 'api-key'],
  ...['X-Auth-Token', 'X-CSRF-Token', 'Client-Secret'],
])('keeps no value of %s', (name) => {
  const told = transportOf({ request: headers([name, 'open sesame'], [name, 'again']), response: {} })
  expect(told?.requestHeaders).toEqual({ [name]: WITHHELD })
  expect(JSON.stringify(told)).not.toMatch(/sesame|again/)
})

it('passes over what is no header and no time, whoever wrote it', () => {
  const odd = [null, 7, {}, { name: 'a' }, { name: 1, value: 'b' }, { name: '__proto__', value: 'c' }]
  const told = transportOf({ request: { headers: odd }, response: { headers: 'x' }, timings: [3] })
  expect(Object.entries(told?.requestHeaders ?? {})).toEqual([['__proto__', 'c']])
  expect(told).toMatchObject({ responseHeaders: {}, timing: {} })
})

it('tells apart what is known and what was not kept, also where an older recording kept it', () => {
  expect(knownHeaders({ Accept: 'a', Cookie: WITHHELD, Authorization: 'Bearer x' })).toEqual({
    known: [['Accept', 'a']],
    withheld: ['Cookie', 'Authorization'],
  })
})

it('counts TLS as a part of connecting', () => {
  expect(lasted({ connect: 20, ssl: 12, wait: 5 })).toBe(25)
})

it('keeps so much and no more', () => {
  const many = Array.from({ length: 200 }, (_, n) => [`h${n}`, 'x'.repeat(9_000)] as const)
  const told = transportOf({ request: headers(...many), response: {} })
  expect(JSON.stringify(told).length).toBeLessThan(60 * 520)
})
