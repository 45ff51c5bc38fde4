/**
 * The producer's side of the link: sends facts in batches over connections that come and go, until all are
 * acknowledged.
 */
import type { DownMessage, UpMessage } from './messages'
import { BATCH_BYTES, BATCH_FACTS, type Bounds, createOutbox, end } from './outbox'
import type { Pipe } from './pipe'

/** What a sender is given: its name, how to connect, how to wait, and who hears the background. */
export interface SenderOptions {
  /** The producer's name in every fact it sends. */
  readonly doc: string
  /**
   * Opens a connection. An exception means that there will never be one again (the extension was removed or reloaded).
   */
  readonly connect: () => Pipe
  /** Runs something a little later: a batch is what was pushed until then. */
  readonly schedule: (run: () => void) => void
  /** Runs something after so many milliseconds. Left out where a connection always tells of its end. */
  readonly after?: (milliseconds: number, run: () => void) => void
  /** Runs right before facts leave: what was too dear to be told at once is amended then. */
  readonly before?: () => unknown
  /** Gets what the background says beside its acknowledgements. */
  readonly onTold?: (message: Exclude<DownMessage, { type: 'ack' }>) => void
  readonly bounds?: Bounds
}

/** The producer's side of the link. */
export interface Sender {
  readonly doc: string
  /** Takes the JSON text of a happening (`{"kind":…}`) and its time in milliseconds since 1970. Never throws. */
  push(happening: string, at: number): void
  /** The number of the last fact that was pushed. */
  last(): number
  /** Adds a member, as `,"name":…`, to a fact that has not left yet. */
  amend(seq: number, member: string): void
  /** Sends at once whatever waits. */
  flushNow(): void
  /** Drops the connection, which may have ended without a word; what is not acknowledged goes over the next one. */
  reconnect(): void
  /** While on, every push is sent in the same turn: the page is going away. */
  setUrgent(on: boolean): void
  /** What is not acknowledged and comes after the number `after`, as the messages that carry it. */
  unacknowledged(after: number): readonly UpMessage[]
}

/** What is kept until the background has it, where nothing else is said. */
export const DEFAULT_BOUNDS: Bounds = { facts: 50_000, bytes: 32 * 1024 * 1024 }
/**
 * After so many connections in a row that ended without one acknowledgement, only a new fact tries again: no endless
 * loop.
 */
const PATIENCE = 8
/**
 * So long a new connection may say nothing while something waits, in milliseconds, and twice as long each time: one
 * that is made while the background is being stopped may lead nowhere, and nobody says that it has ended.
 */
const MUTE = 1_000

/** A sender for one producer. */
export function createSender(options: SenderOptions): Sender {
  const { doc, connect, schedule, after, before, onTold } = options
  const outbox = createOutbox(doc, options.bounds ?? DEFAULT_BOUNDS)
  /** The number up to which everything was sent on the present pipe. */
  let sent = 0
  let pipe: Pipe | null = null
  /** The connection over which nothing was heard so far. */
  let mute: Pipe | null = null
  let fruitless = 0
  let scheduled = false
  let urgent = false
  let dead = false
  let freshBytes = 0

  function acknowledged(seq: number) {
    fruitless = 0
    outbox.acknowledged(seq)
  }

  function closed(which: Pipe) {
    if (which !== pipe) return
    pipe = null
    sent = 0
    if (++fruitless <= PATIENCE && outbox.isWaiting()) later()
  }

  function drop(silent: Pipe) {
    closed(silent)
    try {
      silent.close()
    } catch {
      // It had ended indeed.
    }
  }

  function opened(): Pipe | null {
    if (pipe || dead) return pipe
    try {
      const fresh = connect()
      pipe = fresh
      mute = fresh
      after?.(MUTE * 2 ** Math.min(fruitless, PATIENCE), () => {
        if (mute === fresh && pipe === fresh && outbox.isWaiting()) drop(fresh)
      })
      fresh.onClose(() => closed(fresh))
      fresh.onMessage((message) => {
        if (mute === fresh) mute = null
        const down = message as DownMessage
        if (down.type !== 'ack') onTold?.(down)
        else if (down.doc === doc) acknowledged(down.seq)
      })
    } catch {
      dead = true
      pipe = null
      outbox.clear()
    }
    return pipe
  }

  function flush() {
    freshBytes = 0
    if (dead || !outbox.hasAfter(sent)) return
    before?.()
    const way = opened()
    if (!way) return
    while (way === pipe && outbox.hasAfter(sent)) {
      const message = outbox.batch(sent)
      try {
        sent = end(message)
        way.send(message)
      } catch {
        closed(way)
      }
    }
  }

  function later() {
    if (scheduled) return
    scheduled = true
    schedule(() => {
      scheduled = false
      flush()
    })
  }

  return {
    doc,
    push(happening, at) {
      if (dead) return
      freshBytes += outbox.push(happening, at)
      if (urgent || outbox.last() - sent >= BATCH_FACTS || freshBytes >= BATCH_BYTES) flush()
      else later()
    },
    last: outbox.last,
    amend: outbox.amend,
    flushNow: flush,
    reconnect() {
      fruitless = 0
      if (pipe) drop(pipe)
    },
    setUrgent(on) {
      urgent = on
      if (on) flush()
    },
    unacknowledged(after) {
      before?.()
      return outbox.batches(after)
    },
  }
}
