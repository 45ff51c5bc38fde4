/** Which keys a plan has for a host. */
import { describe, expect, it } from 'vitest'
import { keysFor } from './hosts'

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
  ])('of %s are those of the nearest pattern', (host, key) => {
    expect(keysFor({ keys }, host)?.keys).toEqual([key])
  })

  it('with its port are those of that port, in whatever order the plan has them', () => {
    const two = { localhost: ['local'], 'localhost:8080': ['port'], '*.test': ['any'], 'a.test': ['a'] }
    expect(keysFor({ keys: two }, 'localhost:8080')?.keys).toEqual(['port'])
    expect(keysFor({ keys: two }, 'localhost:9')?.keys).toEqual(['local'])
    expect(keysFor({ keys: two }, 'a.test:9')?.keys).toEqual(['a'])
  })

  it.each(['example', 'shop.example.org', 'notlocalhost', '127.0.0.1', ''])('of %s are not judged', (host) => {
    expect(keysFor({ keys }, host)).toBeNull()
  })

  it('may be none at all', () => {
    expect(keysFor({ keys }, 'empty.test')).toEqual({ pattern: 'empty.test', keys: [] })
  })

  it('are found in bounded time, whatever the pattern', () => {
    const pattern = Array.from({ length: 60 }, () => '*').join('.')
    expect(keysFor({ keys: { [`${pattern}.x`]: ['k'] } }, `${'a.'.repeat(120)}b`)).toBeNull()
  })
})
