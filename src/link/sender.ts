/**
 * The producer's side of the link: numbers facts, sends them in batches, keeps what is not acknowledged and sends it
 * again.
 */
import type { DownMessage, UpMessage } from './messages'
import type { Pipe } from './pipe'

/** How much a producer keeps while nobody has acknowledged it. `bytes` counts characters of JSON text. */
interface Bounds {
  readonly facts: number
  readonly bytes: number
}

/** What a sender needs. */
export interface SenderOptions {
  /** The producer's name in every fact it sends. */
  readonly doc: string
  /**
   * Opens a connection. An exception means that there will never be one again (the extension was removed or reloaded).
   */
  readonly connect: () => Pipe
  /** Runs something a little later: a batch is what was pushed until then. */
  readonly schedule: (run: () => void) => void
  /** Gets what the background says beside its acknowledgements. */
  readonly onTold?: (message: Exclude<DownMessage, { type: 'ack' }>) => void
  readonly bounds?: Bounds
}

/** The producer's side of the link. */
export interface Sender {
  readonly doc: string
  /** Takes the JSON text of a happening (`{"kind":…}`) and its time in milliseconds since 1970. Never throws. */
  push(happening: string, at: number): void
  /** Sends at once whatever waits. */
  flushNow(): void
  /** Drops the connection, which may have ended without a word; what is not acknowledged goes over the next one. */
  reconnect(): void
  /** While on, every push is sent in the same turn: the page is going away. */
  setUrgent(on: boolean): void
  /** What is not acknowledged and comes after the number `after`, as the messages that carry it. */
  unacknowledged(after: number): readonly UpMessage[]
}

const BATCH_FACTS = 100
const BATCH_BYTES = 256 * 1024
const OVERFLOW = 'The page said more than could be kept until the recorder answered; the oldest facts were dropped.'
const DEFAULT_BOUNDS: Bounds = { facts: 50_000, bytes: 32 * 1024 * 1024 }
/**
 * After so many connections in a row that ended without one acknowledgement, only a new fact tries again: no endless
 * loop.
 */
const PATIENCE = 8

const end = (message: UpMessage) => message.first + message.facts.length - 1

/**
 * A sender for one producer. Facts dropped for want of room are told as one gap fact, which stands at the number of the
 * last fact it counts; the receiver, who knows what it already has, corrects the count.
 */
export function createSender(options: SenderOptions): Sender {
  const { doc, connect, schedule, onTold } = options
  const bounds = options.bounds ?? DEFAULT_BOUNDS
  const before = `{"doc":${JSON.stringify(doc)},"seq":`
  /** Facts not yet acknowledged; those before `start` are gone. `queue[start]` has the number `head`. */
  let queue: string[] = []
  let start = 0
  let head = 1
  let bytes = 0
  /** How many facts right before `head` were dropped and are not known to have arrived. */
  let dropped = 0
  let lastAt = 0
  /** The number up to which everything was sent on the present pipe. */
  let sent = 0
  let pipe: Pipe | null = null
  let fruitless = 0
  let scheduled = false
  let urgent = false
  let dead = false
  let freshBytes = 0

  const last = () => head + queue.length - start - 1

  function forget(count: number) {
    for (let i = 0; i < count; i++) {
      bytes -= queue[start]?.length ?? 0
      queue[start++] = ''
    }
    head += count
    if (start > 1024 && start * 2 > queue.length) {
      queue = queue.slice(start)
      start = 0
    }
  }

  function acknowledged(seq: number) {
    fruitless = 0
    if (seq >= head) forget(Math.min(seq, last()) - head + 1)
    dropped = Math.max(0, Math.min(dropped, head - 1 - seq))
  }

  function closed(which: Pipe) {
    if (which !== pipe) return
    pipe = null
    sent = 0
    if (++fruitless <= PATIENCE && (last() >= head || dropped > 0)) later()
  }

  function opened(): Pipe | null {
    if (pipe || dead) return pipe
    try {
      const fresh = connect()
      pipe = fresh
      fresh.onClose(() => closed(fresh))
      fresh.onMessage((message) => {
        const down = message as DownMessage
        if (down.type !== 'ack') onTold?.(down)
        else if (down.doc === doc) acknowledged(down.seq)
      })
    } catch {
      dead = true
      pipe = null
      queue = []
      start = bytes = dropped = 0
    }
    return pipe
  }

  function gap(): string {
    const what = `"kind":"gap","missing":${dropped},"reason":"overflow","detail":"${OVERFLOW}"`
    return `${before}${head - 1},"at":${lastAt},"frame":0,${what}}`
  }

  /** The next message after the number `after`. It begins with the gap where that was not told yet. */
  function batch(after: number): UpMessage {
    const facts: string[] = []
    let size = 0
    let first = Math.max(after + 1, head)
    let next = first
    if (dropped > 0 && after < head - 1) {
      first = head - 1
      facts.push(gap())
    }
    while (next <= last() && facts.length < BATCH_FACTS) {
      const fact = queue[start + next - head] ?? ''
      if (size > 0 && size + fact.length > BATCH_BYTES) break
      facts.push(fact)
      size += fact.length
      next++
    }
    return { type: 'facts', doc, first, facts }
  }

  function flush() {
    freshBytes = 0
    const withGap = () => dropped > 0 && sent < head - 1
    if (dead || (sent >= last() && !withGap())) return
    const way = opened()
    if (!way) return
    while (way === pipe && (sent < last() || withGap())) {
      const message = batch(sent)
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
      const fact = `${before}${last() + 1},"at":${at},"frame":0,${happening.slice(1)}`
      queue.push(fact)
      bytes += fact.length
      freshBytes += fact.length
      lastAt = at
      while (queue.length - start > bounds.facts || (bytes > bounds.bytes && queue.length - start > 1)) {
        forget(1)
        dropped++
      }
      if (urgent || last() - sent >= BATCH_FACTS || freshBytes >= BATCH_BYTES) flush()
      else later()
    },
    flushNow: flush,
    reconnect() {
      const silent = pipe
      if (!silent) return
      fruitless = 0
      closed(silent)
      try {
        silent.close()
      } catch {
        // It had ended indeed.
      }
    },
    setUrgent(on) {
      urgent = on
      if (on) flush()
    },
    unacknowledged(after) {
      const messages: UpMessage[] = []
      for (let number = dropped > 0 ? after : Math.max(after, head - 1); number < last(); ) {
        const message = batch(number)
        messages.push(message)
        number = end(message)
      }
      return messages
    },
  }
}
