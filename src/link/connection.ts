/** The producer's connection to the background, which comes and goes: opened when needed, dropped when it is mute. */
import type { DownMessage } from './messages'
import type { Pipe } from './pipe'

/** Whose connection it is, how it is made, and who hears the background. */
export interface ConnectionOptions {
  /** The producer's name in every fact it sends. */
  readonly doc: string
  /**
   * Opens a connection. An exception means that there will never be one again (the extension was removed or reloaded).
   */
  readonly connect: () => Pipe
  /** Runs something after so many milliseconds. Left out where a connection always tells of its end. */
  readonly after?: (milliseconds: number, run: () => void) => void
  /** Gets what the background says beside its acknowledgements. */
  readonly onTold?: (message: Exclude<DownMessage, { type: 'ack' }>) => void
}

/** Who hears of the connection. */
interface Ears {
  /** Whether anything waits for an acknowledgement. */
  readonly isWaiting: () => boolean
  /** Everything up to the number `seq` has arrived. */
  readonly acknowledged: (seq: number) => void
  /** It has ended. `hopeful`: not so often in a row that only something new is worth another try. */
  readonly ended: (hopeful: boolean) => void
  /** There will never be one again. */
  readonly died: () => void
}

/** The connection of one producer. */
export interface Connection {
  isDead(): boolean
  /** The pipe to send over, made now where there is none; null where there will never be one. */
  opened(): Pipe | null
  /** Whether it is still this pipe. */
  isOver(pipe: Pipe): boolean
  /** This pipe has ended, as far as the sender knows. */
  closed(pipe: Pipe): void
  /** Drops it, which may have ended without a word. */
  drop(): void
}

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

/** A connection that is not open so far. */
export function createConnection({ doc, connect, after, onTold }: ConnectionOptions, ears: Ears): Connection {
  let pipe: Pipe | null = null
  /** The connection over which nothing was heard so far. */
  let mute: Pipe | null = null
  let fruitless = 0
  let dead = false

  function closed(which: Pipe) {
    if (which !== pipe) return
    pipe = null
    ears.ended(++fruitless <= PATIENCE)
  }

  function drop(silent: Pipe) {
    closed(silent)
    try {
      silent.close()
    } catch {
      // It had ended indeed.
    }
  }

  function heard(message: DownMessage) {
    if (message.type !== 'ack') onTold?.(message)
    else if (message.doc === doc) {
      fruitless = 0
      ears.acknowledged(message.seq)
    }
  }

  return {
    closed,
    isDead: () => dead,
    isOver: (which) => which === pipe,
    opened() {
      if (pipe || dead) return pipe
      try {
        const fresh = connect()
        pipe = fresh
        mute = fresh
        after?.(MUTE * 2 ** Math.min(fruitless, PATIENCE), () => {
          if (mute === fresh && pipe === fresh && ears.isWaiting()) drop(fresh)
        })
        fresh.onClose(() => closed(fresh))
        fresh.onMessage((message) => {
          if (mute === fresh) mute = null
          heard(message as DownMessage)
        })
      } catch {
        dead = true
        pipe = null
        ears.died()
      }
      return pipe
    },
    drop() {
      fruitless = 0
      if (pipe) drop(pipe)
    },
  }
}
