/**
 * The producer's side of the link: sends facts in batches over connections that come and go, until all are
 * acknowledged.
 */
import { type ConnectionOptions, createConnection } from './connection'
import type { UpMessage } from './messages'
import { BATCH_BYTES, BATCH_FACTS, type Bounds, createOutbox, end } from './outbox'

/** What a sender is given beside its connection: how to wait. */
export interface SenderOptions extends ConnectionOptions {
  /** Runs something a little later: a batch is what was pushed until then. */
  readonly schedule: (run: () => void) => void
  /** Runs right before facts leave: what was too dear to be told at once is amended then. */
  readonly before?: () => unknown
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
/** A sender for one producer. */
export function createSender(options: SenderOptions): Sender {
  const { doc, schedule, before } = options
  const outbox = createOutbox(doc, options.bounds ?? DEFAULT_BOUNDS)
  const connection = createConnection(options, {
    isWaiting: outbox.isWaiting,
    acknowledged: outbox.acknowledged,
    ended(hopeful) {
      sent = 0
      if (hopeful && outbox.isWaiting()) later()
    },
    died: outbox.clear,
  })
  /** The number up to which everything was sent on the present pipe. */
  let sent = 0
  let scheduled = false
  let urgent = false
  let freshBytes = 0

  function flush() {
    freshBytes = 0
    if (connection.isDead() || !outbox.hasAfter(sent)) return
    before?.()
    const way = connection.opened()
    if (!way) return
    while (connection.isOver(way) && outbox.hasAfter(sent)) {
      const message = outbox.batch(sent)
      try {
        sent = end(message)
        way.send(message)
      } catch {
        connection.closed(way)
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
      if (connection.isDead()) return
      freshBytes += outbox.push(happening, at)
      if (urgent || outbox.last() - sent >= BATCH_FACTS || freshBytes >= BATCH_BYTES) flush()
      else later()
    },
    last: outbox.last,
    amend: outbox.amend,
    flushNow: flush,
    reconnect: connection.drop,
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
