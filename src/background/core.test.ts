/** The core of a tab: what its log folds to, behind the acknowledgements, within its bounds, and after every death. */
import { describe, expect, it, vi } from 'vitest'
import type { Fact, Happening } from '../core/fact'
import { summary } from '../core/query/summary'
import { emptyState } from '../core/state'
import { memoryPipe } from '../link/pipe'
import { reduceAll } from '../providers/fold'
import { sessionArea } from '../testing/session-area'
import { story } from '../testing/story'
import { type CoreOptions, createCore } from './core'
import { createLog } from './log'
import { createRecorders, type RecordersOptions } from './recorders'

const page = (url: string): Happening => ({
  ...{ kind: 'document', url, title: '', top: true, late: false, startedAt: 900 },
})
const sdk: Happening = {
  ...{ kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 'cio', state: 'running', key: 'wk' },
}
const sent = (n: number, status: number): Happening[] => {
  const message = {
    type: 'track',
    event: `e${n}`,
    messageId: `m${n}`,
    anonymousId: 'anon',
    userId: 'anna',
    properties: {},
  }
  const body = { text: JSON.stringify({ ...message, writeKey: 'wk' }), size: 1 }
  const url = 'https://c.example/v1/t'
  const answer = { text: status < 400 ? '{}' : '{"error":"no"}', size: 1 }
  return [
    { kind: 'request', request: n, vendor: 'customerio', via: 'fetch', method: 'POST', url, body },
    { kind: 'response', request: n, status, body: answer },
  ]
}
/** A page that has sent so many events, each fifth of them refused. */
const visit = (events: number) =>
  story().tell(
    'd',
    page('https://shop.test/'),
    sdk,
    ...Array.from({ length: events }, (_, n) => sent(n + 1, n % 5 ? 200 : 400)).flat(),
  ).facts

/** What was put off, to be run by hand. */
function queue() {
  const runs: Array<() => void> = []
  return {
    runs,
    put: (run: () => void) => void runs.push(run),
    after: (_: number, run: () => void) => {
      runs.push(run)
      return () => void runs.splice(runs.indexOf(run), 1)
    },
    next: () => runs.shift()?.(),
    empty() {
      while (runs.length > 0) runs.shift()?.()
    },
  }
}

function core(options: Pick<CoreOptions, 'isAwaited'> = {}) {
  let log = createLog('one')
  const soon = queue()
  const later = queue()
  let ticks = 0
  const onFolded = vi.fn()
  const after = later.after
  const made = createCore({ log: () => log, ticks: () => ticks++, schedule: soon.put, after, onFolded, ...options })
  const add = (facts: readonly Fact[]) => {
    for (const fact of facts) log.append(fact, JSON.stringify(fact).length)
    made.follow(facts)
  }
  return {
    ...{ core: made, soon, later, onFolded, add },
    log: () => log,
    restart(facts: readonly Fact[]) {
      log = createLog('another')
      add(facts)
    },
  }
}

describe('a core', () => {
  it('is what the log folds to, slice by slice', () => {
    const { core: it, soon, onFolded, add } = core()
    const facts = visit(400)
    add(facts)
    expect(it.state).toBe(emptyState)
    soon.next()
    expect(it.state.facts).toBeGreaterThan(0)
    expect(it.state.facts).toBeLessThan(facts.length)
    expect(onFolded).not.toHaveBeenCalled()
    soon.empty()
    expect(onFolded).toHaveBeenCalledTimes(1)
    expect(summary(it.state, 9000)).toEqual(summary(reduceAll(emptyState, facts), 9000))
  })

  it('lets whoever waits for an acknowledgement go first, for a while, unless it is asked', async () => {
    let isAwaited = true
    const { core: it, soon, add } = core({ isAwaited: () => isAwaited })
    const facts = visit(400)
    let told = 0
    // What is acknowledged is followed by the next, without an end: a document, and eleven facts of tracking.
    for (; it.state === emptyState && told < facts.length; told++) {
      add(facts.slice(told, told + 1))
      soon.empty()
    }
    expect(told).toBe(12)
    const before = it.state.facts
    add(facts.slice(told))
    soon.empty()
    expect(it.state.facts).toBe(before)
    const asked = it.settled()
    soon.empty()
    expect((await asked).facts).toBe(facts.length)
    isAwaited = false
    add(visit(1))
    soon.empty()
    expect(it.isSettled).toBe(true)
  })

  it('folds no more of a tab that is over, and gives who asks what it has', async () => {
    const { core: it, soon, later, onFolded, add, log } = core()
    add(visit(400))
    const asked = it.settled()
    soon.next()
    const { facts } = it.state
    it.end()
    expect((await asked).facts).toBe(facts)
    soon.empty()
    expect(it.state.facts).toBe(facts)
    expect(log().next).toBeGreaterThan(facts)
    const late = it.settled()
    soon.empty()
    expect((await late).facts).toBe(facts)
    later.empty()
    expect(onFolded).not.toHaveBeenCalled()
  })

  it('folds nothing of a tab that does not track, unless it is asked', async () => {
    const { core: it, soon, add } = core()
    add(story().tell('d', page('https://news.test/'), { kind: 'page', change: 'hidden' }).facts)
    expect(soon.runs).toEqual([])
    const asked = it.settled()
    soon.empty()
    expect((await asked).documents.get('d')).toMatchObject({ url: 'https://news.test/', visible: false })
  })

  it('is folded anew when the log was cut: not while it is cut again and again, but at once if asked', async () => {
    const { core: it, soon, later, add, log } = core()
    const facts = visit(100)
    add(facts.slice(0, 100))
    soon.empty()
    log().fit({ facts: 50, bytes: 1e6 })
    add(facts.slice(100))
    soon.empty()
    log().fit({ facts: 60, bytes: 1e6 })
    add([])
    soon.empty()
    expect(later.runs).toHaveLength(1)
    expect(it.state.facts).toBe(100)
    const asked = it.settled()
    soon.empty()
    expect(await asked).toEqual(reduceAll(emptyState, log().facts()))
    expect(it.state.facts).toBeLessThan(60)
    expect(later.runs).toEqual([])
    log().fit({ facts: 10, bytes: 1e6 })
    add([])
    soon.empty()
    later.empty()
    soon.empty()
    expect(it.state).toEqual(reduceAll(emptyState, log().facts()))
  })

  it('begins anew with another log, and knows from which item on those of the present page are', () => {
    const { core: it, soon, add, restart } = core()
    add(visit(5))
    soon.empty()
    expect(it.pageItems).toBe(0)
    add(story().tell('e', page('https://shop.test/cart'), ...sent(99, 200)).facts)
    soon.empty()
    expect([it.pageItems, it.state.items.size]).toEqual([5, 6])
    restart(visit(2))
    soon.empty()
    expect([it.pageItems, it.state.items.size]).toEqual([0, 2])
  })
})

describe('the summary of a tab', () => {
  function background(options: Partial<RecordersOptions> = {}, data = new Map<string, string>()) {
    const soon = queue()
    const area = sessionArea(data)
    const recorders = createRecorders({
      ...{ area, lastWords: sessionArea(), id: () => 'log', now: () => 9000, ticks: () => 0, schedule: soon.put },
      ...{ after: () => () => {}, toFrame: async () => true, ...options },
    })
    const say = (facts: readonly Fact[], tab = 1) =>
      new Promise<void>((acknowledged) => {
        const [own, far] = memoryPipe((run) => queueMicrotask(run))
        recorders.page(far, tab, 0)
        own.onMessage((message) => (message as { type: string }).type === 'ack' && acknowledged())
        const [{ doc, seq } = { doc: '', seq: 1 }] = facts
        own.send({ type: 'facts', doc, first: seq, facts: facts.map((fact) => JSON.stringify(fact)) })
      })
    const asked = async (tab = 1) => {
      const answer = recorders.summary(tab)
      const settled = vi.fn()
      void answer.then(settled)
      const isAnswered = () => {
        soon.empty()
        expect(settled).toHaveBeenCalled()
      }
      await vi.waitFor(isAnswered, { interval: 1 })
      return answer
    }
    return { ...{ recorders, soon, say, asked, data }, die: () => area.kill() }
  }

  it('is made behind the acknowledgement', async () => {
    const { recorders, soon, say } = background()
    await say(visit(3))
    expect(recorders.glance(1).state).toBe(emptyState)
    soon.empty()
    expect(recorders.glance(1).summary).toMatchObject({ failed: 1, counts: { delivered: 2 } })
  })

  it('is made when nothing waits for an acknowledgement any more', async () => {
    const { recorders, soon, say } = background()
    const facts = visit(8)
    const [first, last] = [say(facts.slice(0, 4)), say(facts.slice(4))]
    await first
    // While the second is on its way into the journal.
    soon.empty()
    expect(recorders.glance(1).state).toBe(emptyState)
    await last
    soon.empty()
    expect(recorders.glance(1).summary).toMatchObject({ counts: { delivered: 6 } })
  })

  it('is the same in every life of the worker, and folded again only when somebody asks', async () => {
    const before = background()
    await before.say(visit(20))
    const told = await before.asked()
    expect(told).toMatchObject({ failed: 4, trackers: [{ whose: { customer: { hard: { userId: 'anna' } } } }] })
    before.die()
    const after = background({}, before.data)
    expect(after.recorders.glance(1).state).toBe(emptyState)
    expect(await after.asked()).toEqual(told)
  })

  it('is that of the present page alone where the log is not preserved', async () => {
    const { say, asked } = background({ preserved: () => false })
    await say(visit(3))
    await say(story().tell('e', page('https://shop.test/cart'), ...sent(99, 200)).facts)
    expect(await asked()).toMatchObject({
      failed: 0,
      counts: { delivered: 1 },
      page: { url: 'https://shop.test/cart' },
    })
  })

  it('is that of a page that was loaded ahead as soon as it is shown, with what it has sent before', async () => {
    const { say, asked } = background({ preserved: () => false })
    await say(visit(3))
    const ahead = { ...page('https://shop.test/next'), prerendering: true } as Happening
    const told = story()
      .tell('e', ahead, ...sent(98, 200))
      .facts.map((fact) => ({ ...fact, frame: 7 }))
    const shown = story().tell('e', ahead, ...sent(98, 200), { kind: 'page', change: 'activated' }, ...sent(99, 200))
    await say(told)
    expect(await asked()).toMatchObject({ failed: 1, page: { url: 'https://shop.test/' } })
    await say(shown.facts.slice(told.length))
    const next = { failed: 0, counts: { delivered: 2 }, page: { url: 'https://shop.test/next' } }
    expect(await asked()).toMatchObject(next)
  })

  it('has of the tab that was silent longest only the newest, where all of them hold too much', async () => {
    const bounds = { facts: 400, bytes: 1e9 }
    let at = 9000
    const { recorders, say, asked } = background({ bounds: { alone: bounds, watched: bounds }, now: () => at++ })
    for (let tab = 1; tab <= 4; tab++) {
      const facts = visit(180)
      await say(facts, tab)
    }
    expect((await asked(1)).earlier).toBeGreaterThan(300)
    expect(recorders.glance(1).state.facts).toBeLessThan(50)
    // It is summed up as whole as the others: what was dropped is in its totals.
    expect(await asked(1)).toMatchObject({ ...(await asked(2)), earlier: expect.any(Number) })
    for (let tab = 2; tab <= 4; tab++) expect(await asked(tab)).toMatchObject({ facts: 362, missing: 0 })
    expect((await recorders.summary(5)).facts).toBe(0)
  })

  it('has the room of a tab that was closed: none of the others gives any of its own then', async () => {
    const bounds = { facts: 400, bytes: 1e9 }
    const { recorders, say, asked } = background({ bounds: { alone: bounds, watched: bounds } })
    for (let tab = 1; tab <= 3; tab++) await say(visit(180), tab)
    recorders.closed(1)
    await say(visit(180), 4)
    for (let tab = 2; tab <= 4; tab++) expect(await asked(tab)).toMatchObject({ facts: 362, earlier: 0 })
    expect((await recorders.summary(1)).facts).toBe(0)
  })

  it('is the same after the worker’s death where the journal had no room, and so is a later panel’s', async () => {
    const data = new Map<string, string>()
    const quota = 300_000
    const before = background({ area: sessionArea(data, quota) })
    const facts = visit(600)
    for (let at = 0; at < facts.length; at += 100) await before.say(facts.slice(at, at + 100))
    const told = await before.asked()
    expect(told).toMatchObject({ earlier: 0, failed: 120, facts: facts.length })
    const after = background({ area: sessionArea(data, quota) })
    const again = await after.asked()
    expect(again.earlier).toBeGreaterThan(100)
    expect(again).toEqual({ ...told, earlier: again.earlier })
    // Going on, it drops more of it, and counts on.
    await after.say(story().tell('e', page('https://shop.test/cart'), ...sent(9, 400)).facts)
    expect(await after.asked()).toMatchObject({ failed: 121, page: { url: 'https://shop.test/cart' } })
    const [own, far] = memoryPipe((run) => queueMicrotask(run))
    const shown: Fact[] = []
    own.onMessage((message) => {
      const said = message as { readonly facts: readonly Fact[]; readonly more: boolean }
      shown.push(...said.facts)
    })
    after.recorders.panel(far)
    own.send({ type: 'watch', tab: 1, from: 0, log: '' })
    await vi.waitFor(() => {
      after.soon.empty()
      // The last word is that the first page was left without one.
      expect(shown.at(-1)).toMatchObject({ kind: 'gap', reason: 'lost' })
    })
    const panel = summary(reduceAll(emptyState, shown), 9000)
    expect(panel).toEqual(after.recorders.glance(1).summary)
  })

  it('is empty for a tab that was closed, and for one that nothing was heard of', async () => {
    const { recorders, say } = background()
    await say(visit(3))
    recorders.closed(1)
    expect(await recorders.summary(1)).toMatchObject({ page: null, trackers: [], facts: 0 })
    expect(await recorders.summary(2)).toMatchObject({ page: null, trackers: [], facts: 0 })
  })
})
