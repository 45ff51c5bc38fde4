/** The background as a whole, in memory: pages and panels on one side, session storage with its quota on the other. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Fact } from '../core/fact'
import { type DownMessage, type Order, ROOM, roomOf, TAIL, type UpMessage } from '../link/messages'
import { memoryPipe, type Pipe } from '../link/pipe'
import { createSender, type Sender } from '../link/sender'
import { createWatcher } from '../link/watcher'
import { type SessionArea, sessionArea } from '../testing/session-area'
import { REST } from './journal'
import { createRecorders, type Recorders, type RecordersOptions } from './recorders'

const happening = (n: number, pad = 0) =>
  JSON.stringify({
    kind: 'call',
    vendor: 'v',
    surface: 's',
    tracker: 't',
    call: n,
    method: 'track',
    args: ['x'.repeat(pad)],
  })

const DOCUMENT = { kind: 'document', url: 'u', title: '', top: true, late: false, startedAt: 1 }

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await null
}

/** A browser with one background that can be killed, and any number of pages and panels that outlive it. */
function browser(
  options: { quota?: number; bounds?: RecordersOptions['bounds']; toFrame?: RecordersOptions['toFrame'] } = {},
) {
  const data = new Map<string, string>()
  const tails = sessionArea()
  const waits: Array<() => void> = []
  let area: SessionArea
  let recorders: Recorders
  let ids = 0
  let lives = 0
  let ends: Pipe[] = []
  const start = () => {
    const life = ++lives
    area = sessionArea(data, options.quota)
    recorders = createRecorders({
      area,
      lastWords: tails,
      id: () => `log${++ids}`,
      now: () => lives,
      ticks: () => 0,
      schedule: (run) => queueMicrotask(run),
      after: (milliseconds, run) => {
        // What an earlier life had planned died with it; what the journal does while nothing is said is no matter here.
        if (life !== lives || milliseconds === REST) return () => {}
        waits.push(run)
        return () => waits.splice(waits.indexOf(run), 1)
      },
      toFrame:
        options.toFrame ??
        (() => Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'))),
      ...(options.bounds && { bounds: options.bounds }),
    })
  }
  const accept = (give: (far: Pipe) => void): Pipe => {
    const [own, far] = memoryPipe((run) => queueMicrotask(run))
    ends.push(far)
    give(far)
    return own
  }
  start()
  return {
    data,
    tails,
    waits,
    recorders: () => recorders,
    page: (tab: number, frame: number) => accept((far) => recorders.page(far, tab, frame)),
    left: () => accept((far) => recorders.left(far)),
    panel: () => accept((far) => recorders.panel(far)),
    /** Writes that were under way are carried out after so many turns of the next life; never, if left out. */
    kill(late = Number.POSITIVE_INFINITY) {
      const carryOut = area.kill()
      if (Number.isFinite(late)) void turns(late).then(carryOut)
      const dying = ends
      ends = []
      start()
      for (const end of dying) end.close()
    },
  }
}

function page(
  world: ReturnType<typeof browser>,
  doc: string,
  tab = 1,
  frame = 0,
): Sender & { orders: Order[]; held: readonly string[] } {
  const orders: Order[] = []
  let held: readonly string[] = ['not told yet']
  const sender = createSender({
    doc,
    connect: () => world.page(tab, frame),
    schedule: (run) => queueMicrotask(run),
    onTold: (message) => {
      if (message.type === 'holds') held = message.vendors
      else orders.push(message.order)
    },
  })
  return {
    ...sender,
    orders,
    get held() {
      return held
    },
  }
}

function panel(world: ReturnType<typeof browser>, tab = 1, id = 'p') {
  let facts: Fact[] = []
  /** What each message said: how many facts were told by then, and whether more are known to be there. */
  const parts: Array<readonly [facts: number, more: boolean]> = []
  const watcher = createWatcher({
    tab,
    id,
    connect: () => world.panel(),
    schedule: (run) => queueMicrotask(run),
    beat: () => () => {},
    onLog: (some, { more }) => {
      facts.push(...some)
      parts.push([facts.length, more])
    },
    onReset: () => {
      facts = []
    },
  })
  return {
    ...{ watcher, parts },
    facts: () => facts,
    calls: () => facts.flatMap((fact) => (fact.kind === 'call' ? [`${fact.doc}:${fact.call}`] : [])),
  }
}

const until = (check: () => void) => vi.waitFor(check, { interval: 1 })
const named = (doc: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${doc}:${from + i}`)

describe('the background', () => {
  it('shows a panel what was said before it opened, and what is said after', async () => {
    const world = browser()
    const one = page(world, 'a', 1, 0)
    const two = page(world, 'b', 1, 7)
    for (let i = 1; i <= 1200; i++) one.push(happening(i), i)
    two.push(happening(1), 1)
    const shown = panel(world)
    await until(() => expect(shown.calls()).toHaveLength(1201))
    one.push(happening(1201), 1201)
    await until(() => expect(shown.calls()).toHaveLength(1202))
    expect(shown.calls().filter((call) => call.startsWith('a'))).toEqual(named('a', 1, 1201))
    expect(shown.facts().find((fact) => fact.doc === 'b')?.frame).toBe(7)
  })

  it('says that more is there while the journal has yet to take it, and to who asks that there is none', async () => {
    const world = browser()
    const shown = panel(world)
    const one = page(world, 'a')
    for (let i = 1; i <= 1000; i++) one.push(happening(i), i)
    await until(() => expect(shown.calls()).toHaveLength(1000))
    expect(shown.parts.filter(([facts, more]) => more !== facts < 1000 && facts > 0)).toEqual([])
    const before = shown.parts.length
    shown.watcher.ask()
    await until(() => expect(shown.parts.slice(before)).toEqual([[1000, false]]))
  })

  it('misses nothing of a document that speaks again after more than are remembered', async () => {
    const world = browser()
    const oldest = page(world, 'oldest')
    for (let i = 1; i <= 41; i++) oldest.push(happening(i), i)
    const shown = panel(world)
    await until(() => expect(shown.calls()).toHaveLength(41))
    for (let n = 1; n <= 1001; n++) page(world, `doc${n}`).push(happening(1), 1)
    await until(() => expect(shown.calls()).toHaveLength(1042))
    oldest.push(happening(42), 42)
    await until(() => expect(shown.calls()).toHaveLength(1043))
    const late = panel(world, 1, 'late')
    await until(() => expect(late.calls()).toHaveLength(1043))
    for (const { facts } of [shown, late]) expect(facts().filter(({ kind }) => kind === 'gap')).toEqual([])
  })

  it('keeps tabs apart, and shows one tab to several panels', async () => {
    const world = browser()
    page(world, 'a', 1).push(happening(1), 1)
    page(world, 'b', 2).push(happening(1), 1)
    const panels = [panel(world, 1, 'p'), panel(world, 1, 'q'), panel(world, 2, 'r')]
    await until(() => expect(panels.map((one) => one.calls())).toEqual([['a:1'], ['a:1'], ['b:1']]))
  })

  it('takes facts that the panel itself observed, under its own name', async () => {
    const world = browser()
    const shown = panel(world)
    shown.watcher.push({ kind: 'page', change: 'online' }, 5)
    await until(() => expect(shown.facts()).toMatchObject([{ doc: 'devtools:p', seq: 1, kind: 'page' }]))
  })

  it('loses nothing and doubles nothing, whenever it is killed', async () => {
    // Every run kills at other points of the same story; the number of turns before each kill is the chance, and after
    // how many a write that was under way is carried out.
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(40), fc.option(fc.nat(60), { nil: Number.POSITIVE_INFINITY })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.boolean(),
        async (kills, watched) => {
          const world = browser()
          const early = watched ? panel(world) : null
          const pages = [page(world, 'a', 1, 0), page(world, 'b', 1, 9)]
          let said = 0
          for (const [alive, late] of kills) {
            said++
            for (const one of pages) for (let i = 0; i < 30; i++) one.push(happening((said - 1) * 30 + i + 1), i)
            await turns(alive)
            world.kill(late)
          }
          for (const one of pages) one.push(happening(said * 30 + 1), 0)
          const all = [early, panel(world, 1, 'late')].filter((one) => one !== null)
          for (const one of all) {
            await until(() => expect(one.calls()).toHaveLength(2 * (said * 30 + 1)))
            for (const doc of ['a', 'b'])
              expect(one.calls().filter((call) => call.startsWith(doc))).toEqual(named(doc, 1, said * 30 + 1))
            expect(one.facts().filter((fact) => fact.kind === 'gap')).toEqual([])
          }
          // What both panels know is the same log in the same order.
          expect(new Set(all.map((one) => one.calls().join())).size).toBe(1)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('acknowledges nothing before it is in the journal', async () => {
    const world = browser()
    const got: unknown[] = []
    const pipe = world.page(1, 0)
    let stored = false
    pipe.onMessage((message) => {
      stored = [...world.data.values()].some((value) => value.includes('\\"call\\":1'))
      got.push(message)
    })
    const facts: UpMessage = { type: 'facts', doc: 'a', first: 1, facts: [happening(1).replace('{', '{"at":1,')] }
    pipe.send(facts)
    await until(() =>
      expect(got).toEqual([
        { type: 'holds', vendors: [] },
        { type: 'ack', doc: 'a', seq: 1 },
      ]),
    )
    expect(stored).toBe(true)
  })

  it.each([
    [10 * 1024 * 1024, 1000],
    [300 * 1024, 120],
  ])('counts as totals what the journal had no room for (quota %i, %i facts of 10 KB)', async (quota, count) => {
    const world = browser({ quota })
    const one = page(world, 'a')
    const live = panel(world)
    for (let i = 1; i <= count; i++) one.push(happening(i, 10_000), i)
    await until(() => expect(live.calls()).toHaveLength(count))
    world.kill()
    one.push(happening(count + 1), 1)
    const late = panel(world, 1, 'late')
    await until(() => expect(late.calls().at(-1)).toBe(`a:${count + 1}`))
    const gaps = late.facts().filter((fact) => fact.kind === 'gap')
    expect(gaps).toMatchObject([{ reason: 'overflow', totals: { facts: gaps[0]?.kind === 'gap' && gaps[0].missing } }])
    expect(late.calls().length + (gaps[0]?.kind === 'gap' ? gaps[0].missing : 0)).toBe(count + 1)
    // The panel that was there all the time has everything, and is told of no gap.
    await until(() => expect(live.calls()).toEqual(named('a', 1, count + 1)))
  })

  it('drops the oldest facts when the log of a tab is full, counts them, and goes on from their totals', async () => {
    const bounds = { facts: 100, bytes: 1e9 }
    const world = browser({ bounds: { alone: bounds, watched: bounds } })
    page(world, 'old').push(happening(1), 1)
    const one = page(world, 'a')
    await until(() => expect(world.data.size).toBeGreaterThan(0))
    for (let i = 1; i <= 250; i++) {
      one.push(happening(i), i)
      one.flushNow()
    }
    const late = panel(world)
    await until(() => expect(late.calls().at(-1)).toBe('a:250'))
    const gaps = late.facts().filter((fact) => fact.kind === 'gap')
    expect(gaps).toMatchObject([{ reason: 'overflow', totals: { facts: gaps[0]?.kind === 'gap' && gaps[0].missing } }])
    expect(late.facts()[0]).toEqual(gaps[0])
    const missing = gaps.reduce((sum, fact) => sum + (fact.kind === 'gap' ? fact.missing : 0), 0)
    expect(late.calls().length + missing).toBe(251)
    expect(late.facts().length).toBeLessThanOrEqual(102)
  })

  it('clears for every panel, keeps what open documents are read by, and goes on without doubling', async () => {
    const world = browser()
    const shown = [panel(world, 1, 'p'), panel(world, 1, 'q')]
    const one = page(world, 'a')
    one.push(JSON.stringify(DOCUMENT), 1)
    for (let i = 1; i <= 5; i++) one.push(happening(i), i)
    await until(() => expect(shown.map((each) => each.calls().length)).toEqual([5, 5]))
    shown[0]?.watcher.clear()
    await until(() => {
      for (const each of shown)
        expect(each.facts()).toMatchObject([{ kind: 'document' }, { kind: 'gap', missing: 5, reason: 'cleared' }])
    })
    world.kill()
    one.push(happening(6), 6)
    await until(() => expect(shown.map((each) => each.calls())).toEqual([['a:6'], ['a:6']]))
    expect(shown[0]?.facts()).toHaveLength(3)
  })

  it('takes the last clear back while its panel is open, for whoever asks it and for later panels', async () => {
    const world = browser()
    const shown = panel(world)
    const one = page(world, 'a')
    const said = async (...numbers: number[]) => {
      for (const n of numbers) one.push(happening(n), n)
      await until(() => expect(shown.calls()).toContain(`a:${numbers.at(-1)}`))
    }
    const cleared = () => until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'cleared' }))
    const counted = async () => (await world.recorders().summary(1)).facts
    one.push(JSON.stringify(DOCUMENT), 1)
    await said(1, 2)
    shown.watcher.clear()
    await cleared()
    await said(3)
    expect(await counted()).toBe(3)
    shown.watcher.clear()
    await cleared()
    await said(4)
    shown.watcher.restore()
    await until(() => expect(shown.calls()).toEqual(['a:3', 'a:4']))
    expect(await counted()).toBe(4)
    expect(shown.facts().filter(({ kind }) => kind !== 'call')).toMatchObject([{ kind: 'document' }, { missing: 2 }])
    shown.watcher.restore()
    await said(5)
    expect(shown.calls()).toEqual(['a:3', 'a:4', 'a:5'])
    const later = panel(world, 1, 'later')
    await until(() => expect(later.facts()).toEqual(shown.facts()))
    world.kill()
    await until(() => expect(later.facts()).toEqual(shown.facts()))
  })

  it('takes the last clear back though the background has died since, and none that was taken back', async () => {
    const world = browser()
    const shown = panel(world)
    const one = page(world, 'a')
    const kept = () => [...world.data.keys()].filter((key) => key.startsWith('head:-2:'))
    one.push(JSON.stringify(DOCUMENT), 1)
    for (let n = 1; n <= 3; n++) one.push(happening(n), n)
    await until(() => expect(shown.calls()).toEqual(named('a', 1, 3)))
    shown.watcher.clear()
    await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'cleared' }))
    world.kill()
    // A page may speak before the panel has come back.
    one.push(happening(4), 4)
    await until(() => expect(shown.calls()).toEqual(['a:4']))
    expect(kept()).toHaveLength(1)
    shown.watcher.restore()
    await until(() => expect(shown.calls()).toEqual(named('a', 1, 4)))
    expect((await world.recorders().summary(1)).facts).toBe(5)
    world.kill()
    shown.watcher.restore()
    one.push(happening(5), 5)
    await until(() => expect(shown.calls()).toEqual(named('a', 1, 5)))
    expect(kept()).toEqual([])
    shown.watcher.clear()
    await until(() => expect(shown.calls()).toEqual([]))
    shown.watcher.close()
    one.push(happening(6), 6)
    await until(() => expect(kept()).toEqual([]))
  })

  it('takes no clear back once its panels are closed, or where both are more than a tab may hold', async () => {
    const bounds = { facts: 8, bytes: 1e9 }
    const world = browser({ bounds: { alone: bounds, watched: bounds } })
    const one = page(world, 'a')
    const calls = async (which: ReturnType<typeof panel>, numbers: string[]) =>
      until(() => expect(which.calls()).toEqual(numbers))
    const first = panel(world)
    for (let n = 1; n <= 4; n++) one.push(happening(n), n)
    await calls(first, named('a', 1, 4))
    first.watcher.clear()
    await calls(first, [])
    for (let n = 5; n <= 8; n++) one.push(happening(n), n)
    await calls(first, named('a', 5, 8))
    first.watcher.restore()
    one.push(happening(9), 9)
    await calls(first, named('a', 5, 9))
    first.watcher.clear()
    await calls(first, [])
    first.watcher.close()
    const second = panel(world, 1, 'second')
    second.watcher.restore()
    one.push(happening(10), 10)
    await calls(second, ['a:10'])
  })

  it('keeps, when it is cleared, what tells a later panel that a stop is in force', async () => {
    const world = browser({ toFrame: async () => undefined })
    const shown = panel(world)
    const hold = (trigger: string, on: boolean) => shown.watcher.order({ order: 'hold', trigger, vendor: 'v', on })
    hold('t1', true)
    hold('t2', false)
    hold('t3', true)
    await until(() => expect(shown.facts()).toHaveLength(3))
    shown.watcher.clear()
    await until(() =>
      expect(shown.facts()).toMatchObject([
        { trigger: 't3', command: 'stop' },
        { kind: 'gap', missing: 2 },
      ]),
    )
    const later = panel(world, 1, 'later')
    await until(() => expect(later.facts()).toEqual(shown.facts()))
  })

  it('survives messages that do not parse, and counts them', async () => {
    const world = browser()
    const odd = world.page(1, 0)
    const shown = panel(world)
    for (const message of [
      null,
      5,
      'x',
      {},
      { type: 'facts' },
      { type: 'facts', doc: 'browser:1', first: 1, facts: [] },
      [[]],
      { type: 'beat' },
    ]) {
      odd.send(message)
      world.panel().send(message)
    }
    const one = page(world, 'a')
    one.push('{"kind":"nonsense"}', 1)
    one.push(happening(2), 2)
    await until(() => expect(shown.calls()).toEqual(['a:2']))
    const invalid = shown
      .facts()
      .flatMap((fact) => (fact.kind === 'gap' && fact.reason === 'invalid' ? [[fact.doc, fact.missing]] : []))
    expect(invalid).toEqual([
      ['browser:1', 1],
      ['browser:1', 1],
      ['browser:1', 2],
      ['browser:1', 4],
      ['a', 1],
    ])
  })

  it('says so when a page was left without a word', async () => {
    const world = browser()
    const shown = panel(world)
    const document = JSON.stringify({ kind: 'document', url: 'u', title: '', top: true, late: false, startedAt: 1 })
    const kinds = () => shown.facts().map((fact) => fact.kind)
    const first = page(world, 'a')
    first.push(document, 1)
    first.push(JSON.stringify({ kind: 'page', change: 'pagehide' }), 2)
    await until(() => expect(kinds()).toEqual(['document', 'page']))
    page(world, 'b').push(document, 3)
    await until(() => expect(kinds()).toEqual(['document', 'page', 'document']))
    page(world, 'c').push(document, 4)
    await until(() => expect(kinds()).toEqual(['document', 'page', 'document', 'document', 'gap']))
    expect(shown.facts().at(-1)).toMatchObject({ doc: 'browser:1', missing: 0, reason: 'lost' })
  })

  it('forgets a closed tab', async () => {
    const world = browser()
    page(world, 'a').push(happening(1), 1)
    await until(() => expect([...world.data.keys()]).toEqual(['head:1:1', 'part:1:log1:1:0']))
    world.recorders().closed(1)
    await until(() => expect(world.data.size).toBe(0))
    page(world, 'a').push(happening(2), 1)
    await until(() => expect(world.data.size).toBe(0))
  })
})

const call: Order = {
  order: 'call',
  trigger: 't1',
  doc: 'a',
  vendor: 'v',
  instance: 't',
  command: 'flush',
  method: 'flush()',
  path: 'flush',
  args: [],
}

describe('orders', () => {
  it('go over the connection of the document that they name', async () => {
    const world = browser()
    const one = page(world, 'a')
    const two = page(world, 'b')
    const shown = panel(world)
    one.push(happening(1), 1)
    two.push(happening(1), 1)
    await until(() => expect(shown.calls()).toHaveLength(2))
    shown.watcher.order(call)
    await until(() => expect(one.orders).toEqual([call]))
    expect(two.orders).toEqual([])
  })

  it('reach the frame of a document without a connection', async () => {
    const sent: unknown[] = []
    const world = browser({ toFrame: async (...message) => void sent.push(message) })
    const one = page(world, 'a', 1, 42)
    one.push(happening(1), 1)
    const shown = panel(world)
    await until(() => expect(shown.calls()).toHaveLength(1))
    world.kill()
    shown.watcher.order(call)
    await until(() => expect(sent).toEqual([[1, { type: 'order', order: call } satisfies DownMessage, 42]]))
  })

  it.each([
    [
      'a document never heard of',
      'nowhere',
      () => Promise.resolve(true),
      'Use the trigger again on the page that is open now',
    ],
    [
      'a frame that holds another document',
      'a',
      () => Promise.resolve(false),
      'Use the trigger again on the page that is open now',
    ],
    [
      'a page that does not listen',
      'a',
      () => Promise.reject(new Error('Receiving end does not exist')),
      'Reload the page',
    ],
    ['an answer that never comes', 'a', () => Promise.resolve(undefined), 'No answer came within'],
  ])('say clearly what to do about %s', async (_, doc, toFrame, words) => {
    const world = browser({ toFrame })
    const shown = panel(world)
    page(world, 'a').push(happening(1), 1)
    await until(() => expect(shown.calls()).toHaveLength(1))
    world.kill()
    shown.watcher.order({ ...call, doc })
    if (words.startsWith('No answer')) await until(() => expect(world.waits).toHaveLength(1))
    if (words.startsWith('No answer')) for (const run of [...world.waits]) run()
    await until(() =>
      expect(shown.facts().at(-1)).toMatchObject({ kind: 'trigger', phase: 'failed', trigger: 't1', command: 'flush' }),
    )
    expect(shown.facts().at(-1)).toMatchObject({ message: expect.stringContaining(words) })
    // The failure itself ends the wait: nothing is said twice.
    expect(world.waits).toHaveLength(0)
  })

  it('are not said to have failed once the page has answered, also across a death', async () => {
    const world = browser({ toFrame: async () => undefined })
    const shown = panel(world)
    const one = page(world, 'a')
    one.push(happening(1), 1)
    await until(() => expect(shown.calls()).toHaveLength(1))
    const about = {
      kind: 'trigger',
      trigger: 't1',
      vendor: 'v',
      by: 'sdk',
      tracker: 't',
      command: 'flush',
      method: 'flush()',
      args: [],
    } as const
    shown.watcher.push({ ...about, phase: 'asked' }, 1)
    shown.watcher.order(call)
    await until(() => expect(world.waits).toHaveLength(1))
    world.waits.length = 0
    world.kill()
    await until(() => expect(world.waits).toHaveLength(1))
    one.push(JSON.stringify({ ...about, phase: 'done' }), 2)
    await until(() => expect(world.waits).toHaveLength(0))
  })

  it('hold a vendor back in every document of the tab, the later ones and after a death too', async () => {
    const sent: unknown[] = []
    const world = browser({ toFrame: async (...message) => void sent.push(message) })
    const shown = panel(world)
    const hold: Order = { order: 'hold', trigger: 't2', vendor: 'v', on: true }
    shown.watcher.order(hold)
    await until(() => expect(sent).toEqual([[1, { type: 'order', order: hold }, null]]))
    await until(() =>
      expect(shown.facts()).toMatchObject([{ kind: 'trigger', phase: 'done', trigger: 't2', command: 'stop' }]),
    )
    world.kill()
    const later = page(world, 'later')
    later.push(happening(1), 1)
    await until(() => expect(later.held).toEqual(['v']))
    shown.watcher.order({ ...hold, on: false, trigger: 't3' })
    await until(() => expect(shown.facts().at(-1)).toMatchObject({ trigger: 't3', command: 'resume' }))
    const resumed = page(world, 'resumed')
    resumed.push(happening(1), 1)
    await until(() => expect(resumed.held).toEqual([]))
  })
  describe('pages that end while the background is dead', () => {
    const tail = (one: Sender, after = 0) =>
      Object.fromEntries(
        one.unacknowledged(after).map((message) => [`${TAIL}${message.doc}:${message.first}`, JSON.stringify(message)]),
      )

    it('are heard to the end, once and in order', async () => {
      const world = browser()
      const shown = panel(world)
      const one = page(world, 'a')
      one.push(happening(1), 1)
      await until(() => expect(shown.calls()).toHaveLength(1))
      world.kill()
      for (const n of [2, 3]) one.push(happening(n), n)
      const items = tail(one)
      await world.tails.set(items)
      world.recorders().stored(items)
      one.push(happening(4), 4)
      world.recorders().stored(tail(one, 3))
      await until(() => expect(shown.facts()).toMatchObject([1, 2, 3, 4].map((call) => ({ kind: 'call', call }))))
      await until(() => expect(world.tails.data.size).toBe(0))
    })

    it('are heard by a background that starts later', async () => {
      const world = browser()
      const one = page(world, 'a')
      one.push(happening(1), 1)
      await until(() => expect(one.unacknowledged(0)).toEqual([]))
      const left = createSender({ doc: 'a', connect: () => memoryPipe()[0], schedule: () => {} })
      for (const n of [1, 2]) left.push(happening(n), n)
      await world.tails.set(tail(left))
      world.kill()
      const shown = panel(world)
      await until(() => expect(shown.facts()).toMatchObject([{ call: 1 }, { call: 2 }]))
    })

    it('are heard of each of 800 frames that end at once', async () => {
      const world = browser()
      const frames = Array.from({ length: 800 }, (_, n) => page(world, `frame${n}`, 1, n))
      for (const frame of frames) frame.push(happening(1), 1)
      await until(() => expect(frames.filter((one) => one.unacknowledged(0).length > 0)).toEqual([]))
      const left = frames.map(({ doc }) => createSender({ doc, connect: () => memoryPipe()[0], schedule: () => {} }))
      for (const one of left) for (const n of [1, 2]) one.push(happening(n), n)
      await world.tails.set(Object.assign({}, ...left.map((one) => tail(one))))
      world.kill()
      const shown = panel(world)
      await until(() => expect(shown.calls().length).toBe(1600))
      expect(shown.facts().filter(({ kind }) => kind === 'gap')).toEqual([])
    })

    it('are heard over a connection of which the browser knows no tab any more, and of strangers counted', async () => {
      const world = browser()
      const shown = panel(world)
      const one = page(world, 'a')
      one.push(happening(1), 1)
      await until(() => expect(shown.calls()).toHaveLength(1))
      world.kill()
      for (const doc of ['a', 'stranger']) {
        const left = createSender({ doc, connect: () => world.left(), schedule: (run) => queueMicrotask(run) })
        for (const n of [1, 2, 3]) left.push(happening(n), n)
      }
      await until(() => expect(shown.calls()).toHaveLength(3))
      for (const run of world.waits.splice(0)) run()
      await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'lost', missing: 3 }))
      expect(shown.facts().filter(({ kind }) => kind === 'gap')).toHaveLength(1)
    })

    it('are told as missing where the disk was full', async () => {
      const world = browser()
      const document = JSON.stringify({ kind: 'document', url: 'u', title: '', top: true, late: false, startedAt: 1 })
      const one = page(world, 'a')
      one.push(document, 1)
      await until(() => expect(one.unacknowledged(0)).toEqual([]))
      world.kill()
      // Of what it says now the goodbye alone finds room.
      const [more, goodbye] = [happening(1), JSON.stringify({ kind: 'page', change: 'pagehide' })]
      const left = createSender({ doc: 'a', connect: () => memoryPipe()[0], schedule: () => {} })
      for (const said of [document, more, more]) left.push(said, 2)
      left.push(goodbye, 3)
      await world.tails.set(tail(left, 3))
      world.recorders().stored(tail(left, 3))
      const shown = panel(world)
      await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'page' }))
      expect(shown.facts().at(-2)).toMatchObject({ kind: 'gap', reason: 'lost', missing: 2 })
      // And where nothing at all does, the next page of the frame tells it.
      const next = page(world, 'b')
      next.push(document, 4)
      await until(() => expect(next.unacknowledged(0)).toEqual([]))
      world.kill()
      page(world, 'c').push(document, 5)
      await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'lost', missing: 0 }))
    })

    it('are counted where the disk had no room even for a goodbye, by the line for which room is kept', async () => {
      const world = browser()
      const shown = panel(world)
      const one = page(world, 'a')
      one.push(happening(1), 1)
      await until(() => expect(shown.calls()).toHaveLength(1))
      const line = { [roomOf('a')]: 'a:4' }
      world.kill()
      await world.tails.set(line)
      world.kill()
      await until(() => expect(world.waits).toHaveLength(1))
      // A life that ends before it has told it takes nothing along.
      world.waits.length = 0
      world.kill()
      await until(() => expect(world.waits).toHaveLength(1))
      world.waits[0]?.()
      await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'lost', missing: 3 }))
      await until(() => expect(JSON.parse(world.tails.data.get(roomOf('a')) ?? '')).toBe(ROOM))
      world.recorders().stored({ [roomOf('a')]: ROOM, 'room:9': 'a:9', other: 'a:9' })
      await turns(20)
      expect(world.waits).toHaveLength(1)
    })

    it('are counted once where each thing that was said while a page ended left a line', async () => {
      const world = browser()
      const shown = panel(world)
      page(world, 'a').push(happening(1), 1)
      await until(() => expect(shown.calls()).toHaveLength(1))
      for (const line of ['a:4', 'a:2', 'a:3', 'a:5', 'unknown:1', 'unknown:2'])
        world.recorders().stored({ [roomOf(line)]: line })
      await until(() => expect(world.waits.length).toBeGreaterThan(1))
      for (const run of world.waits) run()
      await turns(20)
      const gaps = shown.facts().filter((fact) => fact.kind === 'gap')
      expect(gaps).toMatchObject([{ missing: 4 }, { missing: 2 }])
    })

    it('are no loss where the line came before the words did, or where their tab was closed', async () => {
      const world = browser()
      const shown = panel(world)
      const one = page(world, 'a')
      world.recorders().stored({ [roomOf('a')]: 'a:2' })
      for (const n of [1, 2]) one.push(happening(n), n)
      await until(() => expect(shown.calls()).toHaveLength(2))
      const gone = page(world, 'b', 2)
      gone.push(happening(1), 1)
      await until(() => expect(gone.unacknowledged(0)).toEqual([]))
      world.recorders().closed(2)
      world.recorders().stored({ [roomOf('b')]: 'b:7' })
      await until(() => expect(world.waits).toHaveLength(2))
      for (const run of world.waits) run()
      await turns(20)
      expect(shown.facts().filter(({ kind }) => kind === 'gap')).toEqual([])
    })

    it('of a page that nobody knows are counted by its line', async () => {
      const world = browser()
      const shown = panel(world)
      page(world, 'known').push(happening(1), 1)
      await until(() => expect(shown.calls()).toHaveLength(1))
      world.recorders().stored({ [roomOf('stranger')]: 'stranger:5' })
      await until(() => expect(world.waits).toHaveLength(1))
      world.waits[0]?.()
      await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'lost', missing: 5 }))
    })

    it('are no loss to other tabs where their own was closed', async () => {
      const world = browser()
      const shown = panel(world)
      const one = page(world, 'a', 2)
      one.push(happening(1), 1)
      await until(() => expect(one.unacknowledged(0)).toEqual([]))
      world.recorders().closed(2)
      for (const n of [2, 3]) one.push(happening(n), n)
      const items = tail(one)
      await world.tails.set(items)
      world.recorders().stored(items)
      await until(() => expect(world.tails.data.size).toBe(0))
      expect(world.waits).toEqual([])
      expect(shown.facts()).toEqual([])
    })

    it('are heard where the browser never tells that they were stored, and counted once where it does', async () => {
      const world = browser()
      const shown = panel(world)
      const pipe = world.page(1, 0)
      const one = createSender({ doc: 'a', connect: () => pipe, schedule: (run) => queueMicrotask(run) })
      one.push(happening(1), 1)
      await until(() => expect(shown.calls()).toHaveLength(1))
      const left = createSender({ doc: 'a', connect: () => memoryPipe()[0], schedule: () => {} })
      for (const n of [1, 2]) left.push(happening(n), n)
      pipe.close()
      // Written only after the connection was closed.
      await world.tails.set({ ...tail(left, 1), [roomOf('a')]: 'a:5' })
      const due = world.waits.splice(0)
      expect(due).toHaveLength(2)
      for (const run of due) run()
      await until(() => expect(shown.calls()).toHaveLength(2))
      await until(() => expect([...world.tails.data.keys()]).toEqual([roomOf('a')]))
      world.recorders().stored({ [roomOf('a')]: 'a:5' })
      await turns(20)
      for (const run of world.waits.splice(0)) run()
      await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'lost', missing: 3 }))
      expect(shown.facts().filter(({ kind }) => kind === 'gap')).toHaveLength(1)
    })

    it('are counted where nobody knows their tab, and not made up', async () => {
      const world = browser()
      const shown = panel(world)
      const one = page(world, 'known')
      one.push(happening(1), 1)
      await until(() => expect(shown.calls()).toHaveLength(1))
      const stranger = createSender({ doc: 'stranger', connect: () => memoryPipe()[0], schedule: () => {} })
      for (const n of [1, 2]) stranger.push(happening(n), n)
      const items = tail(stranger)
      await world.tails.set(items)
      world.recorders().stored({ ...items, 'tail:stranger:7': { type: 'facts' }, other: 1 })
      await until(() => expect(world.waits).toHaveLength(1))
      world.waits[0]?.()
      await until(() => expect(shown.facts().at(-1)).toMatchObject({ kind: 'gap', reason: 'lost', missing: 2 }))
      await until(() => expect(world.tails.data.size).toBe(0))
    })
  })
})
