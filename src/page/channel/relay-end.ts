/** The relay's end of the private channel; see `names.ts`. */

import { ASK, ASK_HELD, ASK_HOLDABLE, ASK_OWNER, ASK_SITES, HANDOVER, ORDER, RELAY_HERE, SITES_OF, TELL } from './names'
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
  /** Says the vendor that a request belongs to; empty where it is nobody's. */
  readonly ownerOf: (method: string, url: string, text: string) => string
  /** The same of a request that may be held back. */
  readonly holdable: (method: string, url: string, text: string) => string
  /** Another one than the hook has offered itself: there is one hook in a document. */
  readonly imitated: () => void
}

/** Waits for the hook and takes its node. `lent`: the one that was lent it. */
export function listenToHook(ears: RelayEars, lent?: EventTarget): RelayEnd {
  let node: EventTarget | null = null
  const stop = new AbortController()
  const { signal } = stop
  const take = (target: EventTarget) => {
    node = target
    giveUnseen(target, target === lent)
    /** `run` says whether it accepts what it hears. */
    const on = (type: string, run: (detail: string) => unknown) =>
      target.addEventListener(
        type,
        (event) => {
          if (run((event as CustomEvent<string>).detail) === true) event.preventDefault()
        },
        { signal },
      )
    on(ASK, () => true)
    on(TELL, (detail) => void (detail.startsWith(SITES_OF) ? ears.sited(detail) : ears.told(detail)))
    on(ASK_HELD, () => void ears.asked())
    const answer = (type: string, whose: RelayEars['ownerOf']) =>
      on(type, (detail) => {
        const owner = whose(...requestOf(detail))
        if (owner !== '') (target as Element).id = owner
        return owner !== ''
      })
    answer(ASK_OWNER, ears.ownerOf)
    answer(ASK_HOLDABLE, ears.holdable)
  }
  const offered = (event: Event) => {
    const target = event instanceof MouseEvent ? event.relatedTarget : null
    if (!target || node === target) return
    if (node) return ears.imitated()
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

/** Method, address and body, as `names.ts` says. */
function requestOf(detail: string): [string, string, string] {
  const space = detail.indexOf(' ')
  const line = detail.indexOf('\n', space)
  return [detail.slice(0, space), detail.slice(space + 1, line), detail.slice(line + 1)]
}
