/**
 * The private, synchronous channel between the hook (the page's world) and the relay (the extension's own world).
 * The hook hands a detached node over as the `relatedTarget` of a mouse event; all later traffic is custom events with
 * a text detail on that node, which no page script can reach. The relay is listed first in the manifest and so listens
 * already.
 */

/** The hook hands its node over. */
export const HANDOVER = 'tracklens-handover'
/** A relay has come that knows no hook yet. */
export const RELAY_HERE = 'tracklens-relay'
/** On the node: the hook asks whether its relay still lives. */
export const ASK = 'ask'
/** On the node: the hook asks what is held back; the relay answers by orders. */
export const ASK_HELD = 'held'
/** On the node: the relay answers. */
export const ALIVE = 'alive'
/** On the node: the JSON text of a happening, from the hook. */
export const TELL = 'tell'
/** On the node: the JSON text of an order, from the relay. */
export const ORDER = 'order'

/** The relay's end. */
export interface RelayEnd {
  /** Hands an order's JSON text to the hook, which takes it before this returns. */
  readonly order: (text: string) => void
  /** Ends it for good: the hook gets no answer any more and falls silent. */
  readonly end: () => void
}

/**
 * Waits for the hook and takes its node. `told` gets the JSON text of each happening; `asked` is to order what is held
 * back.
 */
export function listenToHook(told: (happening: string) => void, asked: () => void): RelayEnd {
  let node: EventTarget | null = null
  const stop = new AbortController()
  const { signal } = stop
  const take = (event: Event) => {
    const target = event instanceof MouseEvent ? event.relatedTarget : null
    if (node || !target) return
    event.stopImmediatePropagation()
    document.removeEventListener(HANDOVER, take, true)
    node = target
    target.addEventListener(ASK, () => target.dispatchEvent(new CustomEvent(ALIVE)), { signal })
    target.addEventListener(TELL, (event) => told((event as CustomEvent<string>).detail), { signal })
    target.addEventListener(ASK_HELD, asked, { signal })
  }
  document.addEventListener(HANDOVER, take, { capture: true, signal })
  // A hook that is here already (its relay ended when the extension was updated) hands its node over now.
  document.dispatchEvent(new Event(RELAY_HERE))
  return {
    order: (text) => void node?.dispatchEvent(new CustomEvent(ORDER, { detail: text })),
    end: () => stop.abort(),
  }
}
