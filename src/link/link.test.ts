/**
 * The whole link under chance: whatever is sent, cut, killed or doubled, the log equals what was said up to counted
 * gaps.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../core/fact'
import { parseUp } from './parse'
import { memoryPipe, type Pipe } from './pipe'
import { createReceiver } from './receiver'
import { createSender } from './sender'

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

/** What happens in one run. `kill` ends the receiver's side and loses what it had taken but not kept. */
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('push' as const), count: fc.integer({ min: 1, max: 130 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('turn' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('keep' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('double' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('urgent' as const), on: fc.boolean() }) },
)

type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

function world(bounds: { facts: number; bytes: number }) {
  let turns: Array<() => void> = []
  const wire: Array<() => void> = []
  let receiver = createReceiver()
  let log: Fact[] = []
  /** What survives a kill: the log, and the number it reaches. */
  let kept: { log: Fact[]; seq: number } = { log: [], seq: 0 }
  let far: Pipe | null = null
  let lastMessage: unknown = null
  let cleared = 0
  let pushed = 0

  function take(message: unknown) {
    const batch = parseUp(message)
    if (!batch) throw new Error('the sender said something unreadable')
    log.push(...receiver.take(batch, 3))
  }

  const sender = createSender({
    doc: 'doc',
    bounds,
    schedule: (run) => void turns.push(run),
    connect: () => {
      const [own, other] = memoryPipe((run) => void wire.push(run))
      far = other
      other.onMessage((message) => {
        lastMessage = message
        take(message)
      })
      return own
    },
  })

  const steps = {
    push(count: number) {
      for (let i = 0; i < count; i++) sender.push(happening(++pushed), pushed)
    },
    turn() {
      const now = turns
      turns = []
      for (const run of now) run()
    },
    deliver(count: number) {
      for (const run of wire.splice(0, count)) run()
    },
    /** The journal catches up, and what is safe is acknowledged. */
    keep() {
      kept = { log: [...log], seq: receiver.seen('doc') }
      if (kept.seq > 0) far?.send({ type: 'ack', doc: 'doc', seq: kept.seq })
    },
    cut() {
      const end = far
      far = null
      end?.close()
    },
    kill() {
      steps.cut()
      // What came over the old connection cannot come again to a receiver that has forgotten it.
      lastMessage = null
      receiver = createReceiver()
      receiver.resume('doc', kept.seq)
      log = [...kept.log]
    },
    double() {
      if (lastMessage) take(lastMessage)
    },
    clear() {
      log = []
      cleared = receiver.seen('doc')
      steps.keepIfAlive()
    },
    keepIfAlive() {
      kept = { log: [], seq: receiver.seen('doc') }
    },
    urgent: (on: boolean) => sender.setUrgent(on),
    settle() {
      sender.setUrgent(false)
      for (let i = 0; i < 10_000 && (turns.length > 0 || wire.length > 0); i++) {
        steps.turn()
        steps.deliver(1000)
        if (far) steps.keep()
        steps.deliver(1000)
      }
    },
  }
  return { steps, log: () => log, cleared: () => cleared, pushed: () => pushed }
}

function play(actions: readonly Action[], bounds: { facts: number; bytes: number }) {
  const it = world(bounds)
  for (const one of actions) {
    if (one.do === 'push') it.steps.push(one.count)
    else if (one.do === 'deliver') it.steps.deliver(one.count)
    else if (one.do === 'urgent') it.steps.urgent(one.on)
    else if (one.do === 'keep') it.steps.keep()
    else it.steps[one.do]()
  }
  // A last fact reaches for a new connection, however often the old ones died.
  it.steps.push(1)
  it.steps.settle()
  return it
}

/** Every number from the last clear on is there once, either as the fact itself or inside a gap, in order. */
function expectWhole(log: readonly Fact[], from: number, to: number) {
  let at = from
  for (const fact of log) {
    const covers = fact.kind === 'gap' ? fact.missing : 1
    expect(fact.seq).toBe(at + covers)
    if (fact.kind === 'call') expect(fact.call).toBe(fact.seq)
    expect(fact.frame).toBe(3)
    at = fact.seq
  }
  expect(at).toBe(to)
}

describe('the link', () => {
  it('loses and doubles nothing while its bounds are not reached', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const it = play(actions, { facts: 1e6, bytes: 1e9 })
        expect(it.log().some((fact) => fact.kind === 'gap')).toBe(false)
        expectWhole(it.log(), it.cleared(), it.pushed())
      }),
      { numRuns: 150 },
    )
  })

  it('counts exactly what it had no room for', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), fc.integer({ min: 1, max: 300 }), (actions, facts) => {
        const it = play(actions, { facts, bytes: 1e9 })
        for (const fact of it.log()) if (fact.kind === 'gap') expect(fact.reason).toBe('overflow')
        expectWhole(it.log(), it.cleared(), it.pushed())
      }),
      { numRuns: 150 },
    )
  })

  it('counts exactly what it had no room for in bytes', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), fc.integer({ min: 200, max: 20_000 }), (actions, bytes) => {
        const it = play(actions, { facts: 1e6, bytes })
        expectWhole(it.log(), it.cleared(), it.pushed())
      }),
      { numRuns: 100 },
    )
  })
})
