/** Tabs in outline: told at once by the next life of the background, and by none once anything has changed. */
import { describe, expect, it, vi } from 'vitest'
import type { Fact } from '../core/fact'
import type { Json } from '../core/json'
import { outlineOf, type Summary, summary, summaryOf } from '../core/query/summary'
import { emptyState } from '../core/state'
import { TAIL } from '../link/messages'
import { memoryPipe } from '../link/pipe'
import { reduceAll } from '../providers/fold'
import { answers, calling, opened, running, sends } from '../testing/page-story'
import { type SessionArea, sessionArea } from '../testing/session-area'
import { story } from '../testing/story'
import { OUTLINES, outlineText, readOutlines } from './outlines'
import { createRecorders } from './recorders'

const APP = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const call = (method: string, ...args: readonly Json[]) => calling(APP, method, ...args)
const body = {
  ...{ customer_ids: { cookie: 'C1' }, event_type: 'session_start', timestamp: 1 },
  properties: { sdk: 'Exponea iOS SDK' },
}
const url = 'http://shop.test/track/v2/projects/P/customers/events'
/** An app's page with a session and somebody known, that goes out of sight and tracks once more. */
const all = story().tell(
  'd',
  ...[opened(), running(APP, 'P'), call('configure', { projectToken: 'P' })],
  ...[sends('bloomreach', 1, { url }, body), answers(1, 200, { success: true })],
  ...[call('identifyCustomer', { registered: 'jan@example.com' }, {}), call('trackEvent', { name: 'bought' })],
  ...[{ kind: 'page', change: 'hidden' } as const, call('trackEvent', { name: 'again' })],
).facts
const [visit, more] = [all.slice(0, -1), all.slice(-1)]

/** As many requests as a small storage has no room for, some of them refused, and what is called before and after. */
const many = Array.from({ length: 300 }, (_, n) => [
  sends('bloomreach', n + 1, { url }, { ...body, event_type: `e${n % 7}`, timestamp: n, text: 'x'.repeat(400) }),
  answers(n + 1, n % 3 ? 200 : 400, { success: n % 3 > 0 }),
])
const full = story().tell(
  'd',
  ...[opened(), running(APP, 'P'), call('configure', { projectToken: 'P' })],
  ...[call('identifyCustomer', { registered: 'jan@example.com' }, {}), ...many.flat()],
  ...[call('identifyCustomer', { registered: 'ben@example.com' }, {}), call('trackEvent', { name: 'bought' })],
  call('trackEvent', { name: 'again' }),
).facts

const lastWords = {
  [`${TAIL}d:${all.length}`]: JSON.stringify({
    ...{ type: 'facts', doc: 'd', first: all.length },
    facts: more.map((fact) => JSON.stringify(fact)),
  }),
}

interface Life {
  readonly area: SessionArea
  readonly words?: SessionArea
  readonly at?: number
}

/** One life of the background over what earlier ones have kept. What it puts off is run by hand. */
function life({ area, words = sessionArea(), at = 9000 }: Life) {
  const later = new Set<() => void>()
  const recorders = createRecorders({
    ...{ area, lastWords: words, id: () => 'log', now: () => at, ticks: () => 0, toFrame: async () => true },
    schedule: (run) => queueMicrotask(run),
    after: (_, run) => {
      later.add(run)
      return () => later.delete(run)
    },
  })
  const say = (facts: readonly Fact[], tab = 1) =>
    new Promise<void>((acknowledged) => {
      const [own, far] = memoryPipe((run) => queueMicrotask(run))
      recorders.page(far, tab, 0)
      own.onMessage((message) => (message as { type: string }).type === 'ack' && acknowledged())
      const [{ doc, seq } = { doc: '', seq: 1 }] = facts
      own.send({ type: 'facts', doc, first: seq, facts: facts.map((fact) => JSON.stringify(fact)) })
    })
  const panel = () => {
    const [own, far] = memoryPipe((run) => queueMicrotask(run))
    recorders.panel(far)
    own.send({ type: 'watch', tab: 1, from: 0, log: '' })
    return own
  }
  /** A page of the tab connects, and is gone. */
  const leave = () => {
    const [own, far] = memoryPipe((run) => queueMicrotask(run))
    recorders.page(far, 1, 0)
    own.close()
  }
  const pass = () => {
    const due = [...later]
    later.clear()
    for (const run of due) run()
  }
  /** Nothing is said for a while, from when all is folded on. */
  const rest = async () => {
    await vi.waitFor(() => expect(later.size).toBeGreaterThan(0), { interval: 1 })
    pass()
  }
  const outline = async () => (await readOutlines(area)).get(1)
  /** A life in which the tab was heard of and is kept in outline. */
  const kept = async () => {
    await say(visit)
    const told = await recorders.summary(1)
    await rest()
    await vi.waitFor(async () => expect(await outline()).toBeDefined(), { interval: 1 })
    return told
  }
  return { ...{ recorders, say, panel, leave, pass, rest, outline, kept } }
}

/** What was kept, for a life that never comes to the end of reading it all. */
const unread = (data: Map<string, string>, read = vi.fn()): SessionArea => {
  const area = sessionArea(data)
  const never = () => {
    read()
    return new Promise<never>(() => {})
  }
  return { ...area, get: (keys) => (keys === null ? never() : area.get(keys)) }
}

async function keptBy(one: ReturnType<typeof life>): Promise<Summary> {
  const told = await one.kept()
  expect(told).toMatchObject({
    pending: 2,
    trackers: [{ whose: { customer: { hard: { registered: 'jan@example.com' } } } }],
  })
  return told
}

describe('a tab in outline', () => {
  it('is told before the journal is read, and as it stands by then', async () => {
    const area = sessionArea()
    const told = await keptBy(life({ area }))
    area.kill()
    const read = vi.fn()
    const { recorders, rest } = life({ area: unread(area.data, read) })
    expect(await recorders.summary(1)).toEqual(told)
    expect(read).not.toHaveBeenCalled()
    // It is read all the same, where nobody needs it.
    await rest()
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1), { interval: 1 })
    const later = life({ area: unread(area.data), at: 90_000 })
    const state = reduceAll(emptyState, visit)
    expect((await later.recorders.summary(1)).trackers[0]?.session.state).toBe('timed out')
    expect(await later.recorders.summary(1)).toEqual(summary(state, 90_000))
  })

  it('says as JSON all that its state says, at any time', () => {
    const state = reduceAll(emptyState, [...visit, ...more])
    const outline = JSON.parse(JSON.stringify(outlineOf(state)))
    for (const now of [0, 1100, 9000, 61_000, 9e12]) expect(summaryOf(outline, now)).toEqual(summary(state, now))
  })

  it.each<[what: string, change: (one: ReturnType<typeof life>) => unknown]>([
    ['more is said', ({ say }) => say(more)],
    ['the log is cleared', ({ panel }) => panel().send({ type: 'clear', tab: 1 })],
    [
      'a vendor is held back',
      ({ panel }) =>
        panel().send({
          type: 'order',
          tab: 1,
          order: { order: 'hold', trigger: 't', vendor: 'bloomreach', on: true },
        }),
    ],
    ['it is closed', ({ recorders }) => recorders.closed(1)],
  ])('is told no more once %s, in the same life or the next', async (_, change) => {
    const area = sessionArea()
    const one = life({ area })
    await keptBy(one)
    await change(one)
    await vi.waitFor(async () => expect(await one.outline()).toBeUndefined(), { interval: 1 })
    const again = sessionArea()
    await keptBy(life({ area: again }))
    again.kill()
    const next = life({ area: sessionArea(again.data) })
    await change(next)
    await vi.waitFor(async () => expect(await next.outline()).toBeUndefined(), { interval: 1 })
  })

  it('is not told where a page has left last words', async () => {
    const area = sessionArea()
    await keptBy(life({ area }))
    area.kill()
    const words = sessionArea()
    await words.set(lastWords)
    const { recorders } = life({ area: sessionArea(area.data), words })
    expect(await recorders.summary(1)).toMatchObject({ pending: 3 })
  })

  it('is told no more once the last words of its page are found', async () => {
    const area = sessionArea()
    const told = await keptBy(life({ area }))
    area.kill()
    const words = sessionArea()
    const { recorders, leave, pass } = life({ area: sessionArea(area.data), words })
    expect(await recorders.summary(1)).toEqual(told)
    // Of a tab that was never heard of it tells once all is read.
    await recorders.summary(2)
    await words.set(lastWords)
    leave()
    const isFound = async () => {
      pass()
      expect(await recorders.summary(1)).toMatchObject({ pending: 3 })
    }
    await vi.waitFor(isFound, { interval: 1 })
  })

  it('is not told where an earlier life wrote it after the next one had gone on', async () => {
    const area = sessionArea()
    const one = life({ area })
    await keptBy(one)
    const late = area.data.get(OUTLINES) ?? ''
    area.kill()
    const next = life({ area: sessionArea(area.data) })
    await next.say(more)
    area.data.set(OUTLINES, late)
    const { recorders } = life({ area: sessionArea(area.data), at: 9001 })
    expect(await recorders.summary(1)).toMatchObject({ pending: 3 })
  })

  it('is not kept where the time alone may change what became of something', async () => {
    const area = sessionArea()
    const { say, recorders, rest, outline } = life({ area })
    await say(story().tell('d', opened(), running(APP, 'P'), call('trackEvent', { name: 'bought' })).facts)
    expect(await recorders.summary(1)).toMatchObject({ pending: 1 })
    await rest()
    await say(story().tell('e', opened('two')).facts)
    expect(await outline()).toBeUndefined()
    expect(area.data.has(OUTLINES)).toBe(false)
  })

  it('is of what the next life will fold, where the journal dropped anything', async () => {
    const area = sessionArea(new Map(), 280_000)
    const one = life({ area })
    await one.say(full)
    const whole = await one.recorders.summary(1)
    await vi.waitFor(
      async () => {
        one.pass()
        expect(await one.outline()).toBeDefined()
      },
      { interval: 1 },
    )
    area.kill()
    const told = await life({ area: unread(area.data) }).recorders.summary(1)
    expect(told).toEqual({ ...whole, earlier: expect.any(Number) })
    expect(told.earlier).toBeGreaterThan(20)
    area.data.delete(OUTLINES)
    expect(await life({ area: sessionArea(area.data) }).recorders.summary(1)).toEqual(told)
  })

  it('is of what is left where another tab has taken the room', async () => {
    const area = sessionArea(new Map(), 560_000)
    const one = life({ area })
    await one.say(full)
    await one.recorders.summary(1)
    await one.rest()
    await one.say(
      full.map((fact) => ({ ...fact, doc: 'other' })),
      2,
    )
    await vi.waitFor(
      async () => {
        one.pass()
        expect((await one.outline())?.outline.earlier).toBeGreaterThan(20)
      },
      { interval: 1 },
    )
    area.kill()
    const told = await life({ area: unread(area.data) }).recorders.summary(1)
    area.data.delete(OUTLINES)
    expect(await life({ area: sessionArea(area.data) }).recorders.summary(1)).toEqual(told)
  })

  it('is not of what was left before more was said', async () => {
    const area = sessionArea(new Map(), 280_000)
    const one = life({ area })
    await one.say(full.slice(0, -1))
    const { pending } = await one.recorders.summary(1)
    // What is left is to be folded, and then is.
    await one.rest()
    await one.rest()
    await one.say(full.slice(-1))
    await vi.waitFor(
      async () => {
        one.pass()
        expect((await one.outline())?.outline.facts).toBe(full.length)
      },
      { interval: 1 },
    )
    area.kill()
    expect((await life({ area: unread(area.data) }).recorders.summary(1)).pending).toBe(pending + 1)
  })

  it('is not kept where it is long', () => {
    const trackers = { length: 600 }
    const found = outlineOf(reduceAll(emptyState, visit))
    const [tracker = null] = found.trackers
    const outline = { ...found, trackers: Array.from(trackers, () => tracker as NonNullable<typeof tracker>) }
    expect(outlineText({ outline, since: [], head: '', log: '', next: 0, weight: 0 })).toBeNull()
  })
})
