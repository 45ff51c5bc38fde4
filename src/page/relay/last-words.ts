/**
 * The last words of a page: where the background has to be started first, browsers drop the connection of a page that
 * ends meanwhile; what it stores survives (measured in both). What arrives twice is dropped by number, and where the
 * storage had no room for one message, the next one that it takes tells how many facts are missing before it. Where it
 * takes none, a line for which room is kept tells how many there were.
 */
import { roomOf, TAIL } from '../../link/messages'
import type { Sender } from '../../link/sender'

/** Leaves what may not arrive in the storage, while the page ends. */
export interface LastWords {
  /**
   * The page ends: what is not acknowledged, and what is pushed from now on, is left in the storage too. To be said
   * before the page's goodbye is pushed: small and in a message of its own, it has room where what came before it had
   * none.
   */
  begin(): void
  /** The page has come back. */
  cancel(): void
  /** Something more was pushed. */
  pushed(): void
}

/** `store` is `storage.local.set`; it may reject, and throws once the extension was removed or reloaded. */
export function createLastWords(
  sender: Pick<Sender, 'doc' | 'unacknowledged'>,
  store: ((items: Record<string, string>) => Promise<void>) | undefined,
): LastWords {
  let ending = false
  /** Everything up to this number lies in the storage. */
  let stored = 0

  function put(key: string, text: string, refused: () => void) {
    try {
      // As text: what is an object is not stored any more by Firefox once the page is gone, a text is (measured).
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
  }
}
