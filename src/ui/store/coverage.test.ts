/** The line that says since when capture is complete, and the reasons behind it. */
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { emptyState } from '../../core/state'
import { checkpointOf } from '../../core/take-checkpoint'
import { reduce } from '../../providers/fold'
import { story } from '../../testing/story'
import { coverageOf as judged } from './coverage'
import { edgesOf } from './edges'
import type { Sources } from './host'

const all: Sources = { network: { since: 2000 }, hook: 'answered', link: 'up', outcomes: true }
const page = (late: boolean): Happening & { kind: 'document' } => ({
  kind: 'document',
  url: 'https://shop.test/',
  title: '',
  top: true,
  late,
  startedAt: 500,
})
/** A request to Customer.io with this body. */
const asked = (request: number, text: string): Happening & { kind: 'request' } => ({
  kind: 'request',
  request,
  vendor: 'customerio',
  via: 'fetch',
  method: 'POST',
  url: 'http://c.test/v1/t',
  body: { text, size: text.length },
})
/** An SDK that tracks one event, which is sent. */
const sdk = { vendor: 'customerio', surface: 'inspector', tracker: 'a' } as const
const sent: readonly Happening[] = [
  { ...sdk, kind: 'sdk', state: 'running', key: 'k' },
  { ...sdk, kind: 'call', call: 1, method: 'track', args: ['buy'], id: 'm1' },
  asked(1, '{"type":"track","event":"buy","messageId":"m1","anonymousId":"a","writeKey":"k"}'),
]
const clock = (at: number): string => `<${at}>`
/** The line with all that it opens to. */
function coverageOf(...[state, sources, time, beside]: Parameters<typeof judged>) {
  const { limits, ...rest } = judged(state, sources, time, beside)
  return { ...rest, limits: [...limits, ...edgesOf(state, sources, time)] }
}
const cover = (happenings: readonly Happening[], sources: Partial<Sources> = {}) =>
  coverageOf(
    story()
      .tell('d', ...happenings)
      .facts.reduce(reduce, emptyState),
    { ...all, ...sources },
    clock,
  )

describe('coverageOf', () => {
  it('names documents that other scripts could reach first, which says nothing against the record', () => {
    const plain = cover([page(false), ...sent], { network: { since: 400 } })
    const shared = cover([{ ...page(false), shared: true }, ...sent], { network: { since: 400 } })
    expect(shared.line).toBe(plain.line)
    const added = shared.limits.filter(({ what }) => !plain.limits.some((limit) => limit.what === what))
    expect(added).toMatchObject([{ what: expect.stringContaining('1 document'), weight: 'edge' }])
  })

  it('names what the browser’s network log waits for, where that is heard', () => {
    const worker = expect.objectContaining({ what: expect.stringMatching(/workers whose answer nobody reads/) })
    expect(cover([page(false)], { network: { since: 400 } }).limits).toContainEqual(worker)
    expect(cover([page(false)], { network: { missing: 'Not here.' } }).limits).not.toContainEqual(worker)
  })

  it('is never complete while facts that have come in are not shown yet', () => {
    const { facts } = story().tell('d', page(false), ...sent)
    const state = facts.reduce(reduce, emptyState)
    const { line, limits, since } = coverageOf(state, { ...all, network: { since: 400 } }, clock, { behind: 12_000 })
    expect(line).toBe('Catching up — 12,000 records have come in that are not shown yet')
    expect(since).toBe(500)
    expect(limits.filter(({ what }) => what.includes('12,000'))).toMatchObject([{ weight: 'edge' }])
    expect(coverageOf(state, { ...all, network: { since: 400 }, more: true }, clock).line).toBe(
      'Catching up — records have come in that are not shown yet',
    )
    expect(coverageOf(state, { ...all, network: { since: 400 }, more: false }, clock, { behind: 0 }).line).toMatch(
      /^Complete since/,
    )
  })

  it('is never complete while the page does not answer', () => {
    const busy = cover([page(false), ...sent], { network: { since: 400 }, busy: true })
    expect(busy.line).toBe('Catching up — the page is busy, and what it says may not be shown yet')
    expect(busy.since).toBe(500)
    expect(cover([page(false), ...sent], { network: { since: 400 }, busy: false }).line).toMatch(/^Complete since/)
  })

  it('a page seen from its beginning is complete since then', () => {
    const coverage = cover([page(false), ...sent], { network: { since: 400 } })
    expect(coverage.line).toBe('Complete since <500> — every call and request of this page’s documents')
    expect(coverage.limits.filter((limit) => limit.weight === 'broken')).toEqual([])
  })

  it('a page without tracking says complete, nothing tracked', () => {
    expect(cover([page(false)]).line).toBe('Complete since <500> — nothing tracked')
    expect(cover([page(false), ...sent, { kind: 'page', change: 'pagehide' }], {}).since).toBeNull()
    const next = story()
      .tell('d', page(false), ...sent, { kind: 'page', change: 'pagehide' })
      .wait(9000)
      .tell('e', { ...page(false), startedAt: 9000 })
    expect(coverageOf(next.facts.reduce(reduce, emptyState), all, clock).line).toMatch(/<9000> — nothing tracked$/)
    next.tell('e', asked(1, '{"type":"track","event":"late","messageId":"m9","anonymousId":"a","writeKey":"k"}'))
    expect(coverageOf(next.facts.reduce(reduce, emptyState), all, clock).line).not.toMatch(/nothing tracked/)
  })

  it('what a frame tracked is of its page also once the frame is gone, and of no other page', () => {
    const frame = { ...page(false), top: false, startedAt: 1500 }
    const left: Happening = { kind: 'page', change: 'pagehide' }
    const told = story()
      .tell('d', page(false))
      .wait(1000)
      .tell('f', frame, ...sent, left)
    const line = () =>
      coverageOf(told.facts.reduce(reduce, emptyState), { ...all, network: { since: 400 } }, clock).line
    expect(line()).toBe('Complete since <500> — every call and request of this page’s documents')
    told
      .tell('d', left)
      .wait(9000)
      .tell('e', { ...page(false), startedAt: 9000 })
    expect(line()).toBe('Complete since <9000> — nothing tracked')
    // Back to the first page, which the browser had kept: what the second one's frames tracked is not of it.
    told.tell('g', { ...frame, startedAt: 9500 }, ...sent, left)
    expect(line()).toMatch(/every call/)
    told.tell('e', left).tell('d', { kind: 'page', change: 'pageshow' })
    expect(line()).toMatch(/^Complete since <500> — every call/)
    const apart = story()
      .tell('d', page(false), left)
      .wait(9000)
      .tell('e', { ...page(false), startedAt: 9000 })
      .tell('g', { ...frame, startedAt: 9500 }, ...sent, left)
      .tell('e', left)
      .tell('d', { kind: 'page', change: 'pageshow' })
    expect(coverageOf(apart.facts.reduce(reduce, emptyState), all, clock).line).toBe(
      'Complete since <500> — nothing tracked',
    )
  })

  it('every call and request is said only where nothing speaks against it', () => {
    const heardLate = cover([page(false), ...sent], { network: { since: 501 } })
    expect(heardLate.line).toMatch(/every call, fetch, XHR and beacon/)
    expect(cover([page(false), ...sent], { network: { missing: 'no log' } }).line).toMatch(/every call, fetch/)
    const noSdk = cover([page(false), sent[2] ?? page(false)], { network: { since: 400 } })
    expect(noSdk.line).toBe(
      'Complete since <500> — every request of this page’s documents, but no call behind 1 of the items',
    )
    const beside = cover(
      [
        page(false),
        ...sent,
        asked(2, '{"type":"track","event":"by","messageId":"m2","anonymousId":"a","writeKey":"k"}'),
      ],
      { network: { since: 400 } },
    )
    expect(beside.line).toBe(noSdk.line)
    expect(beside.limits.find(({ what }) => what.includes('an SDK that is watched'))).toMatchObject({
      what: 'The calls behind 1 of the items, beside an SDK that is watched',
      why: expect.stringContaining('Object.defineProperty'),
      weight: 'edge',
    })
    const unread = (request: number): Happening => ({
      ...asked(request, ''),
      url: 'https://cdp.customer.io/v1/t',
      body: { text: null, size: 9, note: 'stream' },
    })
    const once = cover([page(false), ...sent, unread(2)], { network: { since: 400 } })
    expect(once.line).toBe('Complete since <500> — except what a request carried')
    const twice = cover([page(false), ...sent, unread(2), unread(3)], { network: { since: 400 } })
    expect(twice.line).toBe('Complete since <500> — except what 2 requests carried')
  })

  it('a request that only the browser saw is in the line, whatever sent it, and says how to find it', () => {
    const body = { text: '{"type":"track","event":"buy","messageId":"m2","anonymousId":"a","writeKey":"k"}', size: 9 }
    const saw = (url: string): Happening => ({
      ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url, body, status: 200 },
      ...{ answer: { text: '{}', size: 2 }, startedAt: 1040, endedAt: 1050 },
    })
    const seen = (...more: readonly Happening[]) => {
      const facts = story()
        .tell('d', page(false), ...sent)
        .tell('devtools:1', ...more).facts
      return coverageOf(facts.reduce(reduce, emptyState), { ...all, network: { since: 400 } }, clock)
    }
    const one = seen(saw('http://c.test/v1/t'))
    const every = 'Complete since <500> — every call and request of this page’s documents'
    expect(one.line).toBe(`${every}, but a request that only the browser saw`)
    expect(seen(saw('http://c.test/v1/t'), saw('http://e.test/v1/t')).line).toBe(
      `${every}, but 2 requests that only the browser saw`,
    )
    const limit = one.limits.find(({ what }) => what.includes('only the browser saw'))
    expect(limit).toMatchObject({ weight: 'edge', remedy: expect.stringContaining('is:browser-only') })
  })

  it('a late hook says to reload', () => {
    const coverage = cover([page(true)])
    expect(coverage.line).toMatch(/except what was called before/)
    expect(coverage.limits[0]?.remedy).toMatch(/Reload/)
  })

  it('counted gaps are in the line', () => {
    const gap: Happening = { kind: 'gap', missing: 12, reason: 'overflow', detail: 'The ring was full.' }
    expect(cover([page(false), gap]).line).toMatch(/except 12 records/)
    expect(cover([page(false), gap, gap]).line).toMatch(/except 2 gaps/)
  })

  it('what is only counted is in the line where it is of this page, and among the edges of a later one', () => {
    const before = story().tell('d', page(false)).facts
    const totals = checkpointOf(before.reduce(reduce, emptyState))
    const full: Fact = {
      ...{ doc: 'browser:1', seq: 1, at: 5000, frame: 0, kind: 'gap', missing: 1, reason: 'overflow', detail: '' },
      totals,
    }
    const told = (...facts: Fact[]) => coverageOf(facts.reduce(reduce, emptyState), all, clock)
    expect(told(full).line).toBe('Complete since <5000> — except the list of the first 1 records: they are only totals')
    const later = { ...(before[0] as Fact), doc: 'e', at: 9000, startedAt: 8000 } as Fact
    const limit = told(full, later).limits.find(({ what }) => what.includes('only totals'))
    expect(limit).toMatchObject({ weight: 'edge', why: expect.stringContaining('The log of this tab was full') })
  })

  it('a request longer than what is kept is in the line, with what may look unsent', () => {
    const text =
      '{"batch":[{"type":"track","event":"within","messageId":"m1","anonymousId":"a","properties":{}},' +
      '{"type":"track","ev'
    const body = { text, size: 70_000, cut: true }
    const request: Happening = {
      kind: 'request',
      request: 1,
      vendor: 'customerio',
      via: 'fetch',
      method: 'POST',
      url: 'http://c.test/v1/b',
      body,
    }
    const coverage = cover([page(false), request])
    expect(coverage.line).toMatch(/except a part of a request, nobody knows how much$/)
    expect(coverage.limits[0]?.why).toMatch(/longer than Tracklens keeps.*the first event.*is “unknown”/)
    expect(cover([page(false), { ...request, body: { text: '{"batch":[]}', size: 12 } }]).line).not.toMatch(/except/)
  })

  it('a page whose hook never answers is not called complete', () => {
    expect(cover([], { hook: 'silent' }).line).toMatch(/reload the page/)
    expect(cover([], { hook: 'waiting' }).line).toMatch(/Connecting/)
    expect(cover([], { hook: 'silent' }).since).toBeNull()
  })

  it('a plain tab says which source it lacks and where to find it', () => {
    const coverage = cover([page(false)], { network: { missing: 'No devtools.network here.' } })
    expect(coverage.limits.map((limit) => limit.why)).toContain('No devtools.network here.')
  })

  it('the permission is offered only while it is not granted', () => {
    expect(cover([page(false)]).limits.some((limit) => limit.asks)).toBe(false)
    expect(cover([page(false)], { outcomes: false }).limits.some((limit) => limit.asks === 'outcomes')).toBe(true)
  })

  it('a lost link is told, with what to do: neither a reload nor more time helps', () => {
    expect(cover([page(false)], { link: 'down' }).line).toMatch(/except whatever happens now/)
    const early = cover([], { link: 'down', hook: 'silent' })
    expect(early.line).toBe('Connection lost')
  })

  it('where no tab is followed, no page is waited for and no link was lost', () => {
    const { line, limits } = cover([], { link: 'none', hook: 'waiting' })
    expect(line).toBe('No page is watched')
    expect(limits.filter(({ weight }) => weight === 'broken')).toEqual([])
    expect(cover([], { link: 'opening', hook: 'waiting' }).line).toMatch(/Connecting/)
  })
})
