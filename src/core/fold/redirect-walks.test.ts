/** Redirected sends of every kind, told in part: what is said of them is never more than what can be known. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import type { Body, Happening } from '../fact'
import { emptyState } from '../state'

const text = (json: unknown): Body => ({ text: JSON.stringify(json), size: 1 })
const NONE: Body = { text: null, size: 0 }
const sent = text({ type: 'track', event: 'buy', messageId: 'm1', anonymousId: 'a', writeKey: 'k' })
const page: Happening = {
  ...{ kind: 'document', url: 'http://shop.test/', title: '', top: true, late: false, startedAt: 900 },
}
const ADDRESSES = ['http://old.test/v1/t', 'https://old.test/v1/t', 'https://new.test/v1/t', 'https://x.test/in']

/** What a server does with a POST in the end. */
const END = { taken: 200, refused: 400, failing: 500, dead: 0 } as const
type End = keyof typeof END

interface Walk {
  readonly via: 'fetch' | 'xhr' | 'beacon'
  readonly hops: readonly { readonly status: number; readonly to: string }[]
  readonly end: End
  /** Which of the browser's records, and whether the page's end, are not told. */
  readonly untold: readonly boolean[]
  /** Among the browser's records, which come in their order, where the page's end is told. */
  readonly place: number
  readonly open: boolean
}

const walk: fc.Arbitrary<Walk> = fc.record({
  via: fc.constantFrom('fetch', 'fetch', 'xhr', 'beacon'),
  hops: fc.array(
    fc.record({ status: fc.constantFrom(301, 302, 303, 307, 307, 308), to: fc.constantFrom(...ADDRESSES) }),
    { minLength: 1, maxLength: 4 },
  ),
  end: fc.constantFrom<End>('taken', 'taken', 'refused', 'failing', 'dead'),
  untold: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  place: fc.nat(1000),
  open: fc.boolean(),
})

/**
 * Whether what is told of a walk is the whole of another one, so that nobody can tell it from that: the last hop leads
 * to where it begins, or an XHR back to its own address, and no record is of that.
 */
function isAnothersWhole({ via, hops, untold, open }: Walk): boolean {
  const at = [ADDRESSES[0], ...hops.map(({ to }) => to)]
  // What follows without the body is another request to whoever looks at it.
  const drop = hops.findIndex(({ status }) => status < 307)
  const told = hops.filter((_, i) => open && !untold[i] && (drop < 0 || i <= drop))
  if (told.length === 0) return via === 'xhr' && open && at.at(-1) === at[0]
  const isEndTold = untold[hops.length] === false && drop < 0
  return !isEndTold && told.at(-1)?.to === at.at(-1) && told.at(-1) !== hops.at(-1)
}

const POSSIBLE = {
  never: ['lost 1', 'unknown 1', 'in flight 1'],
  'refused or never': ['lost 1', 'unknown 1', 'in flight 1', 'rejected 1', 'retrying 1'],
  taken: ['delivered 1', 'unknown 1', 'in flight 1'],
  refused: ['rejected 1', 'unknown 1', 'in flight 1'],
  failing: ['rejected 1', 'unknown 1', 'in flight 1'],
  dead: ['retrying 1', 'lost 1', 'unknown 1', 'in flight 1'],
} as const

/** What the two sources tell of a walk, and whether the server had the body in the end. */
function told({ via, hops, end, untold, place, open }: Walk) {
  const first = ADDRESSES[0] as string
  const request: Happening = {
    ...{ kind: 'request', vendor: 'customerio', request: 1, via, method: 'POST', url: first, body: sent },
  }
  const records: Happening[] = []
  let [url, bare, at] = [first, false, 1012]
  const record = (status: number, redirect?: string) => {
    const asked = { method: bare ? 'GET' : 'POST', url, body: bare ? NONE : sent }
    const answer = redirect ? NONE : text({})
    const times = { startedAt: at, endedAt: at + 3 }
    const more = { ...(redirect ? { redirect } : {}), ...(status === 0 ? { error: 'net::ERR_FAILED' } : {}) }
    records.push({
      kind: 'exchange',
      vendor: 'customerio',
      via: 'devtools',
      status,
      answer,
      ...asked,
      ...times,
      ...more,
    })
    at += 4
  }
  for (const { status, to } of hops) {
    record(status, to)
    if (status < 307) bare = true
    url = to
  }
  record(END[end])
  // A fetch tells that it was redirected at all, the others only where the address is another one.
  const redirected = via === 'fetch' || url !== first || !open ? { redirected: url } : {}
  const ending: Happening =
    end === 'dead'
      ? { kind: 'failure', request: 1, reason: 'network', error: 'Failed to fetch' }
      : { kind: 'response', request: 1, status: END[end], body: text({}), ...redirected }
  const browser = open ? records.filter((_, i) => !untold[i]) : []
  const heard = via === 'beacon' ? [] : untold[5] ? [] : [ending]
  const mixed = browser.map((each) => ['devtools:1', each] as readonly [string, Happening])
  for (const each of heard) mixed.splice(place % (mixed.length + 1), 0, ['d', each])
  const arrives: keyof typeof POSSIBLE = bare ? (END[end] === 200 ? 'never' : 'refused or never') : end
  const lead = [['d', request] as const, ...mixed]
  return { arrives, tale: lead.reduce((tale, [doc, what]) => tale.tell(doc, what), story().tell('d', page)) }
}

it('never says more of a redirected send than what was told of it', () => {
  fc.assert(
    fc.property(walk, (walked) => {
      fc.pre(!isAnothersWhole(walked))
      const { tale, arrives } = told(walked)
      const { items } = reduceAll(emptyState, tale.facts)
      expect(POSSIBLE[arrives]).toContain(
        items.map(({ delivery, attempts }) => `${delivery} ${attempts.length}`).join(),
      )
    }),
    { numRuns: 400 },
  )
})
