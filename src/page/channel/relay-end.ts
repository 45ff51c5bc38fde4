/** The relay's end of the private channel; see `names.ts`. */

import { ALIVE, ASK, ASK_HELD, ASK_SITES, HANDOVER, ORDER, RELAY_HERE, SITES_OF, TELL } from './names'
import { giveUnseen } from './unseen'

/** The end in the extension's world: hears facts, says orders. */
export interface RelayEnd {
  /** Hands an order's JSON text to the hook, which takes it before this returns. */
  readonly order: (text: string) => void
  /** Asks where the calls were made that were told; the answer is heard before this returns. */
  readonly askSites: () => void
  /** Ends it for good: the hook gets no answer any more and falls silent. */
  readonly end: () => void
}

/** What the relay does with what it hears. */
export interface RelayEars {
  /** Gets the JSON text of each happening. */
  readonly told: (happening: string) => void
  /** Gets where calls were made, as `names.ts` says. */
  readonly sited: (sites: string) => void
  /** Is to order what is held back. */
  readonly asked: () => void
  /** Another one than the hook has offered itself: there is one hook in a document. */
  readonly imitated: () => void
}

/** Waits for the hook and takes its node. `lent`: the one that was lent it. */
export function listenToHook({ told, sited, asked, imitated }: RelayEars, lent?: EventTarget): RelayEnd {
  let node: EventTarget | null = null
  const stop = new AbortController()
  const { signal } = stop
  const take = (target: EventTarget) => {
    node = target
    giveUnseen(target)
    target.addEventListener(ASK, () => target.dispatchEvent(new CustomEvent(ALIVE)), { signal })
    const heard = (event: Event) => {
      const { detail } = event as CustomEvent<string>
      if (detail.startsWith(SITES_OF)) sited(detail)
      else told(detail)
    }
    target.addEventListener(TELL, heard, { signal })
    target.addEventListener(ASK_HELD, asked, { signal })
  }
  const offered = (event: Event) => {
    const target = event instanceof MouseEvent ? event.relatedTarget : null
    if (!target || node === target) return
    if (node) return imitated()
    event.stopImmediatePropagation()
    take(target)
  }
  if (lent) take(lent)
  document.addEventListener(HANDOVER, offered, { capture: true, signal })
  // A hook that is here already (its relay ended when the extension was updated) hands its node over now.
  if (!lent) document.dispatchEvent(new Event(RELAY_HERE))
  return {
    order: (text) => void node?.dispatchEvent(new CustomEvent(ORDER, { detail: text })),
    askSites: () => void node?.dispatchEvent(new CustomEvent(ASK_SITES)),
    end: () => stop.abort(),
  }
}
