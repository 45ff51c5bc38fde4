/** Requests to an address of a site's own are read by the path that the user says it stands for. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import { asVendors } from '../core/stands-for'
import { emptyState } from '../core/state'
import { parseFact } from '../link/parse'
import { story } from '../testing/story'
import { reduceAll } from './fold'
import { vendors } from './registry'

const body = (json: unknown) => ({ text: JSON.stringify(json), size: 1 })
const command = {
  name: 'crm/events',
  data: { customer_ids: { cookie: 'c1' }, project_id: 'p', type: 'purchase', properties: { price: 3 }, timestamp: 1 },
}
const exchange = (more: object): Happening => ({
  ...{ kind: 'exchange', vendor: 'bloomreach', via: 'devtools', method: 'POST', url: 'https://t.test/e?x=1' },
  ...{
    body: body({ commands: [command] }),
    status: 200,
    answer: body({ results: [{ status: 'ok' }] }),
  },
  ...{ startedAt: 5, endedAt: 6 },
  ...more,
})

describe('a path that stands for a vendor’s', () => {
  it('is read as the vendor’s own, and keeps the address that was asked', () => {
    const { facts } = story().tell('devtools:1', exchange({ standsFor: '/bulk' }))
    const state = reduceAll(emptyState, facts)
    expect(state.items.toArray().map(({ name, delivery }) => [name, delivery])).toEqual([['purchase', 'delivered']])
    expect(state.exchanges.get(0)?.url).toBe('https://t.test/e?x=1')
    expect(reduceAll(emptyState, story().tell('devtools:1', exchange({})).facts).items.size).toBe(0)
  })

  it('crosses the door, and nothing else than a text does', () => {
    const [fact] = story().tell('devtools:1', exchange({ standsFor: '/bulk' })).facts
    const read = (given: object) => parseFact(JSON.stringify({ ...fact, ...given }), 'devtools:1', 1, 0)
    expect(read({})).toMatchObject({ standsFor: '/bulk' })
    expect(read({ standsFor: 7 })).toBeTypeOf('string')
  })

  it('takes the place of the path alone', () => {
    expect(asVendors({ url: 'https://t.test:1/a/b?q=1#f', standsFor: '/$1' }).url).toBe('https://t.test:1/$1?q=1#f')
  })

  it('each vendor has paths that are its format’s', () => {
    for (const { id, paths } of vendors)
      for (const path of paths)
        expect(
          vendors.some(({ claims }) => claims('POST', `https://any.test${path}`)),
          `${id} ${path}`,
        ).toBe(true)
    expect(vendors.every(({ paths }) => paths.length > 0)).toBe(true)
  })
})
