/** The producers of one tab's facts, its documents and observers: how far each was heard, and from which frame. */
import type { Fact } from '../core/fact'
import type { UpMessage } from '../link/messages'
import { createReceiver } from '../link/receiver'
import type { Head } from './saved'

/** The producers that are remembered, in the order in which they were last heard. */
export interface Producers {
  /** The facts of a batch that are new, in order; its producer was heard from this frame. Never throws. */
  take(batch: UpMessage, frame: number): readonly Fact[]
  /** The number of the last fact of a producer; 0 for one never heard. */
  seen(doc: string): number
  /** Goes on with a producer after a number, where it was not heard further. */
  resume(doc: string, seq: number): void
  /** The frame that a producer was last heard from; null for one never heard. */
  frameOf(doc: string): number | null
  /** The ids of all that are remembered. */
  docs(): Iterable<string>
  /** All that are remembered, as the journal's head has them. */
  saved(): Head['docs']
}

/**
 * So many producers are remembered; where an older one has got to is looked up in the log if it ever comes back. A page
 * of many hundred frames needs all of them: triggers and last words reach remembered documents only.
 */
const DOCS = 1000

/** Those that the journal's head told, or nobody so far. */
export function createProducers(known: Head['docs'] = []): Producers {
  const receiver = createReceiver()
  const frames = new Map<string, number>()
  for (const [doc, seq, frame] of known) {
    receiver.resume(doc, seq)
    frames.set(doc, frame)
  }

  function heard(doc: string, frame: number) {
    frames.delete(doc)
    frames.set(doc, frame)
    const [oldest] = frames.keys()
    if (frames.size > DOCS && oldest !== undefined) {
      frames.delete(oldest)
      receiver.forget(oldest)
    }
  }

  return {
    take(batch, frame) {
      heard(batch.doc, frame)
      return receiver.take(batch, frame)
    },
    seen: receiver.seen,
    resume: receiver.resume,
    frameOf: (doc) => frames.get(doc) ?? null,
    docs: () => frames.keys(),
    saved: () => [...frames].map(([doc, frame]) => [doc, receiver.seen(doc), frame] as const),
  }
}
