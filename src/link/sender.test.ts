import { describe, expect, it } from 'vitest'
import type { UpMessage } from './messages'
import { memoryPipe, type Pipe } from './pipe'
import { createSender, type SenderOptions } from './sender'

const call = (pad = 0) => JSON.stringify({ kind: 'page', change: 'visible', pad: 'x'.repeat(pad) })

function setUp(options: Partial<SenderOptions> = {}) {
  const turns: Array<() => void> = []
  const waits: Array<{ readonly milliseconds: number; readonly run: () => void }> = []
  const got: UpMessage[] = []
  const told: unknown[] = []
  let far: Pipe | null = null
  let connections = 0
  const sender = createSender({
    doc: 'a "doc"',
    schedule: (run) => void turns.push(run),
    after: (milliseconds, run) => void waits.push({ milliseconds, run }),
    onTold: (message) => void told.push(message),
    connect: () => {
      connections++
      const [own, other] = memoryPipe()
      far = other
      other.onMessage((message) => void got.push(message as UpMessage))
      return own
    },
    ...options,
  })
  const turn = () => {
    for (const run of turns.splice(0)) run()
  }
  return { sender, got, told, turn, turns, waits, far: () => far, connections: () => connections }
}

describe('a sender', () => {
  it('connects only when there is something to send, and sends one turn as one batch', () => {
    const { sender, got, turn, connections } = setUp()
    sender.flushNow()
    expect(connections()).toBe(0)
    sender.push(call(), 1.5)
    sender.push(call(), 2)
    expect(got).toEqual([])
    turn()
    expect(connections()).toBe(1)
    expect(got).toHaveLength(1)
    expect(got[0]).toMatchObject({ type: 'facts', doc: 'a "doc"', first: 1 })
    expect(got[0]?.facts.map((fact) => JSON.parse(fact))).toEqual([
      { at: 1.5, kind: 'page', change: 'visible', pad: '' },
      { at: 2, kind: 'page', change: 'visible', pad: '' },
    ])
  })

  it('asks for what belongs to the facts right before they leave, and sends each with it once', () => {
    const asked: number[] = []
    const { sender, got, turn } = setUp({
      before: () => {
        asked.push(sender.last())
        sender.amend(sender.last(), `,"more":${asked.length}`)
      },
    })
    const members = () => got.flatMap(({ facts }) => facts.map((fact) => JSON.parse(fact).more))
    sender.push(call(), 1)
    sender.push(call(), 2)
    expect(asked).toEqual([])
    turn()
    expect([asked, members()]).toEqual([[2], [undefined, 1]])
    // One that is long gone is not found, and nothing is asked where nothing leaves.
    sender.amend(7, ',"more":0')
    sender.flushNow()
    sender.setUrgent(true)
    sender.push(call(), 3)
    expect([asked, members()]).toEqual([
      [2, 3],
      [undefined, 1, 2],
    ])
    expect(sender.unacknowledged(2).map(({ first, facts }) => [first, facts.length])).toEqual([[3, 1]])
  })

  it('sends a full batch without waiting for the turn: 100 facts or 256 KiB', () => {
    const many = setUp()
    for (let i = 0; i < 250; i++) many.sender.push(call(), i)
    expect(many.got.map((message) => [message.first, message.facts.length])).toEqual([
      [1, 100],
      [101, 100],
    ])
    const large = setUp()
    for (let i = 0; i < 7; i++) large.sender.push(call(60_000), i)
    expect(large.got.map((message) => message.facts.length)).toEqual([4, 1])
    for (const message of large.got) expect(message.facts.join('').length).toBeLessThanOrEqual(256 * 1024)
  })

  it('sends a single fact that is larger than a batch', () => {
    const { sender, got } = setUp()
    sender.push(call(300_000), 1)
    expect(got.map((message) => message.facts.length)).toEqual([1])
  })

  it('sends in the same turn while urgent', () => {
    const { sender, got } = setUp()
    sender.push(call(), 1)
    sender.setUrgent(true)
    expect(got).toHaveLength(1)
    sender.push(call(), 2)
    expect(got).toHaveLength(2)
  })

  it('sends again on a new connection what was not acknowledged, and only that', () => {
    const { sender, got, turn, far } = setUp()
    for (let i = 0; i < 3; i++) sender.push(call(), i)
    turn()
    far()?.send({ type: 'ack', doc: 'a "doc"', seq: 2 })
    far()?.close()
    turn()
    expect(got.map((message) => [message.first, message.facts.length])).toEqual([
      [1, 3],
      [3, 1],
    ])
  })

  it('sends over the next connection what a connection that ended without a word did not acknowledge', () => {
    const { sender, got, turn, far, connections } = setUp()
    for (let i = 0; i < 3; i++) sender.push(call(), i)
    turn()
    far()?.send({ type: 'ack', doc: 'a "doc"', seq: 2 })
    sender.reconnect()
    turn()
    expect(connections()).toBe(2)
    expect(got.at(-1)).toMatchObject({ first: 3 })
    far()?.send({ type: 'ack', doc: 'a "doc"', seq: 3 })
    sender.reconnect()
    turn()
    expect(connections()).toBe(2)
    sender.push(call(), 4)
    turn()
    expect(connections()).toBe(3)
    expect(got.at(-1)).toMatchObject({ first: 4 })
  })

  it('tries another connection, each time later, where a new one says nothing and does not end', () => {
    const { sender, got, turn, waits, connections } = setUp()
    sender.push(call(), 1)
    for (let i = 0; i < 3; i++) {
      turn()
      waits.at(-1)?.run()
    }
    turn()
    expect(connections()).toBe(4)
    expect(got.map((message) => message.first)).toEqual([1, 1, 1, 1])
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([1_000, 2_000, 4_000, 8_000])
  })

  it.each([
    ['was heard', { type: 'holds', vendors: [] }],
    ['has acknowledged all', { type: 'ack', doc: 'a "doc"', seq: 1 }],
  ])('keeps a connection that %s', (_, message) => {
    const { sender, turn, far, waits, connections } = setUp()
    sender.push(call(), 1)
    turn()
    far()?.send(message)
    sender.push(call(), 2)
    turn()
    for (const { run } of waits) run()
    turn()
    expect(connections()).toBe(1)
  })

  it('does not reconnect when everything was acknowledged', () => {
    const { sender, turn, turns, far, connections } = setUp()
    sender.push(call(), 1)
    turn()
    far()?.send({ type: 'ack', doc: 'a "doc"', seq: 1 })
    far()?.close()
    expect(turns).toHaveLength(0)
    expect(connections()).toBe(1)
  })

  it('gives up connecting by itself when nobody ever answers, until there is a new fact', () => {
    const { sender, turn, turns, far, connections, got } = setUp()
    sender.push(call(), 1)
    for (let i = 0; i < 100 && turns.length > 0; i++) {
      turn()
      far()?.close()
    }
    expect(turns).toHaveLength(0)
    expect(connections()).toBeLessThan(20)
    sender.push(call(), 2)
    turn()
    expect(got.at(-1)?.facts).toHaveLength(2)
  })

  it('falls silent for good when it can never connect again', () => {
    let tries = 0
    const { sender, turn, turns } = setUp({
      connect: () => {
        tries++
        throw new Error('Extension context invalidated.')
      },
    })
    sender.push(call(), 1)
    turn()
    sender.push(call(), 2)
    sender.flushNow()
    sender.setUrgent(true)
    expect(tries).toBe(1)
    expect(turns).toHaveLength(0)
  })

  it('reconnects when the connection turns out dead while sending', () => {
    let first = true
    const got: UpMessage[] = []
    const { sender, turn } = setUp({
      connect: () => {
        const [own, other] = memoryPipe()
        other.onMessage((message) => void got.push(message as UpMessage))
        if (first) other.close()
        first = false
        return own
      },
    })
    sender.push(call(), 1)
    turn()
    expect(got).toEqual([])
    turn()
    expect(got.map((message) => message.first)).toEqual([1])
  })

  it('tells in one gap how many of the oldest facts it dropped', () => {
    const { sender, got, turn } = setUp({ bounds: { facts: 10, bytes: 1e6 } })
    for (let i = 1; i <= 25; i++) sender.push(call(), i)
    turn()
    expect(got[0]?.first).toBe(15)
    expect(JSON.parse(got[0]?.facts[0] ?? '')).toMatchObject({ at: 25, kind: 'gap', missing: 15, reason: 'overflow' })
    expect(got[0]?.facts).toHaveLength(11)
  })

  it('hands on what is no acknowledgement', () => {
    const { sender, told, turn, far } = setUp()
    sender.push(call(), 1)
    turn()
    far()?.send({ type: 'order', order: { order: 'hello' } })
    expect(told).toEqual([{ type: 'order', order: { order: 'hello' } }])
  })
})
