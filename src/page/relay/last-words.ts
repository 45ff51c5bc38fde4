/**
 * The last words of a page. Where the background has to be started first, Chromium drops the connection of a page that
 * ends meanwhile; what it stores survives (measured). What arrives twice is dropped by number, and where the storage
 * had no room for one message, the next one that it takes tells how many facts are missing before it. Where it takes
 * none, a line for which room is kept tells how many there were. Firefox hands over what was said while the page was
 * there, once the background has started, and so nothing is stored: its console would note each promise of the storage
 * that comes to something when the page has gone.
 */
import { roomOf, TAIL } from '../../link/messages'
import type { Sender } from '../../link/sender'

/** Sees to it that what is said while the page ends is not lost. */
export interface LastWords {
  /**
   * The page ends: what is not acknowledged, and what is pushed from now on, goes the way of last words too. To be
   * said before the page's goodbye is pushed: small and in a message of its own, it has room in the storage where what
   * came before it had none.
   */
  begin(): void
  /** The page has come back. */
  cancel(): void
  /** Something more was pushed. */
  pushed(): void
  /** Whether a connection that is made now is to say last words. */
  isEnding(): boolean
}

/**
 * For Firefox. They go over a connection of their own: one that was there may have lost its background a moment ago,
 * and a new one waits for it to start.
 */
export function sayLastWords(sender: Pick<Sender, 'reconnect'>): LastWords {
  let ending = false
  return {
    begin() {
      ending = true
      sender.reconnect()
    },
    cancel() {
      ending = false
    },
    pushed() {},
    isEnding: () => ending,
  }
}

/**
 * For Chromium. `store` is `storage.local.set`; it may reject, and throws once the extension was removed or reloaded.
 */
export function createLastWords(
  sender: Pick<Sender, 'doc' | 'unacknowledged'>,
  store: ((items: Record<string, string>) => Promise<void>) | undefined,
): LastWords {
  let ending = false
  /** Everything up to this number lies in the storage. */
  let stored = 0

  function put(key: string, text: string, refused: () => void) {
    try {
      store?.({ [key]: text }).catch(refused)
    } catch {
      // The extension was removed or reloaded.
    }
  }

  function leave() {
    const messages = sender.unacknowledged(stored)
    for (const message of messages) {
      stored = message.first + message.facts.length - 1
      put(`${TAIL}${sender.doc}:${message.first}`, JSON.stringify(message), () => {
        // No room. A page that comes back leaves it anew when it ends again.
        stored = Math.min(stored, message.first - 1)
      })
    }
    if (messages.length > 0) put(roomOf(sender.doc), `${sender.doc}:${stored}`, () => {})
  }

  return {
    begin() {
      ending = true
      leave()
    },
    cancel() {
      ending = false
    },
    pushed() {
      if (ending) leave()
    },
    isEnding: () => ending,
  }
}
