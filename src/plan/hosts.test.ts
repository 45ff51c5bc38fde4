/** Which keys a plan has for a host. */
import { describe, expect, it } from 'vitest'
import { canonical, keysFor } from './hosts'

const keys = {
  '*.example': ['any'],
  '*.shop.example': ['shops'],
  'de.shop.example': ['german'],
  'cdn.*.shop.example': ['cdn'],
  'localhost:8080': ['port'],
  localhost: ['local'],
  'empty.test': [],
  '*.Müller.example': ['with letters'],
}

const of = (host: string, from: typeof keys | Readonly<Record<string, readonly string[]>> = keys) =>
  keysFor({ keys: from }, `https://${host}/path`)

describe('keys of a host', () => {
  it.each([
    ['de.shop.example', 'german'],
    ['DE.shop.example.', 'german'],
    ['de.shop.example:8443', 'german'],
    ['fr.shop.example', 'shops'],
    ['a.b.c.shop.example', 'shops'],
    ['cdn.eu.shop.example', 'cdn'],
    ['cdn.eu.west.shop.example', 'cdn'],
    ['shop.example', 'any'],
    ['localhost:8080', 'port'],
    ['localhost:3000', 'local'],
    ['shop.xn--mller-kva.example', 'with letters'],
    ['shop.müller.example:8443', 'with letters'],
    ['user:word@de.shop.example', 'german'],
  ])('of %s are those of the nearest pattern', (host, key) => {
    expect(of(host)?.keys).toEqual([key])
  })

  it('with its port are those of that port, in whatever order the plan has them', () => {
    const two = { localhost: ['local'], 'localhost:8080': ['port'], '*.test': ['any'], 'a.test': ['a'] }
    expect(of('localhost:8080', two)?.keys).toEqual(['port'])
    expect(of('localhost:9', two)?.keys).toEqual(['local'])
    expect(of('a.test:9', two)?.keys).toEqual(['a'])
  })

  it.each([
    ['shop.example:443', 'https://shop.example/', true],
    ['shop.example:443', 'https://shop.example:443/', true],
    ['shop.example:443', 'http://shop.example/', false],
    ['shop.example:443', 'http://shop.example:443/', true],
    ['shop.example:443', 'https://shop.example:8443/', false],
    ['shop.example:80', 'http://shop.example/', true],
    ['shop.example:0080', 'http://shop.example/', true],
    ['*.shop.example:443', 'https://de.shop.example/', true],
    ['*.shop.example:80', 'https://de.shop.example/', false],
    ['SHOP.example', 'HTTPS://Shop.Example/', true],
    ['[::1]', 'http://[::1]:8080/', true],
    ['[::1]:8080', 'http://[::1]:8080/', true],
    ['[0:0::0:1]:80', 'http://[::1]/', true],
    ['[::1]:8080', 'http://[::1]/', false],
    ['[2001:DB8::1]', 'https://[2001:db8::1]/', true],
    ['127.1', 'http://127.0.0.1/', true],
    ['10.*.1', 'http://10.0.0.1/', true],
    ['müller.example', 'https://xn--mller-kva.example/', true],
    ['xn--mller-kva.example:443', 'https://MÜLLER.example/', true],
    ['*.straße.example', 'https://de.straße.example/', true],
    ['shop.example', 'file:///shop.example', false],
    ['shop.example', 'chrome-extension://shop.example/', false],
    ['shop.example', '', false],
  ])('written %s: of %s is %s', (pattern, address, isOf) => {
    expect(keysFor({ keys: { [pattern]: ['k'] } }, address) !== null).toBe(isOf)
  })

  it.each(['::1', '[::1', 'shop.example:99999', 'shop.example:x', 'a%b', '999.1.1.1'])('%s is no host', (pattern) => {
    expect(canonical(pattern)).toBeNull()
  })

  it.each(['example', 'shop.example.org', 'notlocalhost', '127.0.0.1', ''])('of %s are not judged', (host) => {
    expect(of(host)).toBeNull()
  })

  it('may be none at all', () => {
    expect(of('empty.test')).toEqual({ pattern: 'empty.test', keys: [] })
  })

  it('are found in bounded time, whatever the pattern', () => {
    const pattern = Array.from({ length: 60 }, () => '*').join('.')
    expect(of(`${'a.'.repeat(120)}b`, { [`${pattern}.x`]: ['k'] })).toBeNull()
  })
})
