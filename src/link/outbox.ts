/** What a producer has said and nobody has acknowledged yet: numbered, bounded, and what was dropped of it counted. */
import type { UpMessage } from './messages'

/** How much a producer keeps while nobody has acknowledged it. `bytes` counts characters of JSON text. */
export interface Bounds {
  readonly facts: number
  readonly bytes: number
}

/**
 * The facts not yet acknowledged. Those dropped for want of room are told as one gap fact, which stands at the number
 * of the last fact it counts; the receiver, who knows what it already has, corrects the count.
 */
export interface Outbox {
  /** The number of the last fact. */
  last(): number
  /** Whether anything waits for an acknowledgement. */
  isWaiting(): boolean
  /** Whether there is anything to send after the number `sent`. */
  hasAfter(sent: number): boolean
  /** Takes the JSON text of a happening and its time; returns the size of the fact, in characters. */
  push(happening: string, at: number): number
  /** Adds a member, as `,"name":…`, to a fact that was not sent yet. */
  amend(seq: number, member: string): void
  /** Everything up to the number `seq` has arrived. */
  acknowledged(seq: number): void
  /** The next message after the number `after`. It begins with the gap where that was not told yet. */
  batch(after: number): UpMessage
  /** Everything after the number `after`, as the messages that carry it. */
  batches(after: number): readonly UpMessage[]
  /** Forgets everything: nobody will ever take it. */
  clear(): void
}

/** The most facts that one message carries. */
export const BATCH_FACTS = 100
/** The most characters that one message carries. */
export const BATCH_BYTES = 256 * 1024

const OVERFLOW = 'The page said more than could be kept until the recorder answered; the oldest records were dropped.'

/** The number of a message's last fact. */
export const end = (message: UpMessage) => message.first + message.facts.length - 1

/** An empty outbox of the producer `doc`. */
export function createOutbox(doc: string, bounds: Bounds): Outbox {
  /**
   * Facts not yet acknowledged, without their last brace; those before `start` are gone. `queue[start]` has the number
   * `head`. Document, number and frame are not in the text: the receiver knows them and believes no text.
   */
  let queue: string[] = []
  let start = 0
  let head = 1
  let bytes = 0
  /** How many facts right before `head` were dropped and are not known to have arrived. */
  let dropped = 0
  let lastAt = 0

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

  function gap(): string {
    return `{"at":${lastAt},"kind":"gap","missing":${dropped},"reason":"overflow","detail":"${OVERFLOW}"}`
  }

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
      facts.push(`${fact}}`)
      size += fact.length
      next++
    }
    return { type: 'facts', doc, first, facts }
  }

  return {
    last,
    batch,
    isWaiting: () => last() >= head || dropped > 0,
    hasAfter: (sent) => sent < last() || (dropped > 0 && sent < head - 1),
    push(happening, at) {
      const fact = `{"at":${at},${happening.slice(1, -1)}`
      queue.push(fact)
      bytes += fact.length
      lastAt = at
      while (queue.length - start > bounds.facts || (bytes > bounds.bytes && queue.length - start > 1)) {
        forget(1)
        dropped++
      }
      return fact.length
    },
    amend(seq, member) {
      const at = start + seq - head
      const fact = queue[at]
      if (!fact || at < start) return
      queue[at] = fact + member
      bytes += member.length
    },
    acknowledged(seq) {
      if (seq >= head) forget(Math.min(seq, last()) - head + 1)
      dropped = Math.max(0, Math.min(dropped, head - 1 - seq))
    },
    batches(after) {
      const messages: UpMessage[] = []
      for (let number = dropped > 0 ? after : Math.max(after, head - 1); number < last(); ) {
        const message = batch(number)
        messages.push(message)
        number = end(message)
      }
      return messages
    },
    clear() {
      queue = []
      start = bytes = dropped = 0
    },
  }
}
