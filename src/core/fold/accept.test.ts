/** What the user declares of a host’s answers: it holds for that host and kind, before and after, and is undone. */
import { describe, expect, it } from 'vitest'
import { reduceAll } from '../../providers/fold'
import { opened } from '../../testing/page-story'
import { story } from '../../testing/story'
import type { Body, Happening } from '../fact'
import type { ForeignAnswer } from '../item'
import { emptyState } from '../state'

const text = (written: string): Body => ({ text: written, size: written.length })
const PAGE = text('<!doctype html><title>Mock</title>')
const DENIAL = text('{"success":false}')

const sends = (request: number, name = `m${request}`, host = 'mock.test:8080'): Happening => ({
  ...{ kind: 'request', request, vendor: 'customerio', via: 'fetch', method: 'POST', url: `https://${host}/v1/t` },
  body: text(JSON.stringify({ type: 'track', event: name, messageId: name, anonymousId: 'a', userId: 'u' })),
})
const bulk = (request: number, ...names: readonly string[]): Happening => ({
  ...{ kind: 'request', request, vendor: 'bloomreach', via: 'xhr', method: 'POST', url: 'https://mock.test/bulk' },
  body: text(
    JSON.stringify({
      commands: names.map((type) => ({
        name: 'crm/events',
        data: { customer_ids: { cookie: 'c' }, project_id: 'p', type, properties: {}, timestamp: 1 },
      })),
    }),
  ),
})
const answers = (request: number, body: Body, status = 200): Happening => ({ kind: 'response', request, status, body })
const accept = (on = true, kind: ForeignAnswer = 'other', host = 'mock.test:8080'): Happening => ({
  ...{ kind: 'accept', host, answers: kind, on },
})

type Told = Happening | readonly ['panel', Happening]
const told = (...facts: readonly Told[]) => {
  const tale = story().tell('d', opened())
  for (const fact of facts)
    if ('kind' in fact) tale.tell('d', fact)
    else tale.tell('devtools:1', fact[1])
  return reduceAll(emptyState, tale.facts)
}
const rows = (...facts: readonly Told[]) =>
  told(...facts)
    .items.toArray()
    .map(({ name, delivery }) => `${name} ${delivery}`)
const panel = (...given: Parameters<typeof accept>) => ['panel', accept(...given)] as const

it('an answer from the browser’s cache is not the server’s, and a picture is a pixel’s own kind of answer', () => {
  const gif: Body = { text: 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', size: 35, binary: true }
  const pixel = (answer: Body, cached?: true): readonly string[] => {
    const url = 'https://track.customer.io/events/page.gif?name=%2F'
    const seen: Happening = {
      ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'GET', url, status: 200, answer },
      ...{ body: { text: null, size: 0 }, startedAt: 1000, endedAt: 1005, ...(cached ? { cached } : {}) },
    }
    return rows(['panel', seen])
  }
  expect(pixel(gif)).toEqual(['/ delivered'])
  expect(pixel({ text: null, size: 35, note: 'forgotten' })).toEqual(['/ delivered'])
  expect(pixel(gif, true)).toEqual(['/ unknown'])
  expect(pixel(PAGE)).toEqual(['/ unknown'])
  expect(rows(sends(1), answers(1, gif))).toEqual(['m1 unknown'])
})

describe('a 2xx is a delivery when it is one that the user has declared for this host', () => {
  const asked = [sends(1), answers(1, PAGE)] as const

  it('unknown until then, and offers to declare it', () => {
    const item = told(...asked).items.first()
    expect(item).toMatchObject({ delivery: 'unknown', why: expect.stringMatching(/not the vendor’s kind of answer/) })
    expect(item?.attempts[0]?.declarable).toEqual({ host: 'mock.test:8080', answers: 'other' })
  })

  it('what was judged before is judged again at once, and says on whose word', () => {
    const item = told(...asked, panel()).items.first()
    expect(item?.delivery).toBe('delivered')
    expect(item?.why).toMatch(/counts as accepted because you declared so for mock\.test:8080/)
    expect(item?.attempts).toMatchObject([{ outcome: 'delivered', status: 200 }])
  })

  it('whether it is declared before or after', () => {
    const [after, before] = [told(...asked, panel()), told(panel(), ...asked)]
    expect(before.items.first()?.why).toBe(after.items.first()?.why)
    expect(before.trackers.first()?.counts.delivered).toBe(1)
    expect(after.trackers.first()?.counts).toMatchObject({ delivered: 1, unknown: 0 })
  })

  it('taken back, all is as if it had never been declared', () => {
    const [back, never] = [told(...asked, panel(), panel(false)), told(...asked)]
    expect(back.items.toJS()).toEqual(never.items.toJS())
    expect(back.accepted).toEqual([])
  })

  it('a mock of /bulk without results, an empty answer and a 204', () => {
    for (const [answer, status] of [
      [text('{}'), 200],
      [text(''), 200],
      [{ text: null, size: 0 }, 204],
    ] as const) {
      const facts = [bulk(1, 'x', 'y'), answers(1, answer, status)] as const
      expect(rows(...facts)).toEqual(['x unknown', 'y unknown'])
      expect(rows(...facts, panel(true, 'other', 'mock.test'))).toEqual(['x delivered', 'y delivered'])
    }
  })

  it('for this host and port only', () => {
    for (const host of ['mock.test', 'mock.test:80', 'other.test:8080', 'test:8080'])
      expect(rows(...asked, panel(true, 'other', host))).toEqual(['m1 unknown'])
  })

  it('with any other status, or where the answer broke off, it stays what it was', () => {
    const broken: Body = { ...PAGE, text: '{"a', cut: true, note: 'broken' }
    expect(rows(sends(1), answers(1, PAGE, 400), panel())).toEqual(['m1 rejected'])
    expect(rows(sends(1), answers(1, PAGE, 304), panel())).toEqual(['m1 unknown'])
    expect(rows(sends(1), answers(1, broken), panel())).toEqual(['m1 unknown'])
    expect(rows(sends(1), answers(1, PAGE, 0), panel())).toEqual(['m1 unknown'])
  })

  it('a refusal stays a refusal; what denies success is another kind, declared by itself', () => {
    const refused = text('{"results":[{"status":"error","errors":["no"]}]}')
    expect(rows(bulk(1, 'x'), answers(1, refused), panel(true, 'other', 'mock.test'))).toEqual(['x rejected'])
    expect(rows(sends(1), answers(1, DENIAL), panel())).toEqual(['m1 unknown'])
    expect(rows(sends(1), answers(1, DENIAL), panel(true, 'denial'))).toEqual(['m1 delivered'])
  })

  it('a page that says it of itself is not believed', () => {
    expect(rows(...asked, accept())).toEqual(['m1 unknown'])
  })

  it('what is sent again is the same item, declared or not, and where it stands after that is undone too', () => {
    const again = [...asked, sends(2, 'm1'), answers(2, text(''), 503)] as const
    expect(rows(...again, panel())).toEqual(['m1 delivered'])
    expect(told(...again, panel(), panel(false)).items.toJS()).toEqual(told(...again).items.toJS())
    const waits = [...asked, sends(2, 'm1')] as const
    expect(rows(...waits, panel())).toEqual(['m1 delivered'])
    expect(told(...waits, panel(), panel(false)).items.toJS()).toEqual(told(...waits).items.toJS())
  })

  it('what was accepted so ties a soft ID to the person, until it is taken back', () => {
    const outcomes = (...facts: readonly Told[]) =>
      told(...facts)
        .ties.first()
        ?.bySoft.first()
        ?.map(({ outcome }) => outcome)
        .toArray()
    expect(outcomes(...asked)).toEqual(['unknown'])
    expect(outcomes(...asked, panel())).toEqual(['accepted'])
    expect(outcomes(...asked, panel(), panel(false))).toEqual(['unknown'])
  })
})
