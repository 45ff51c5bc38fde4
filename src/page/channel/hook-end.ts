/**
 * The hook's end of the private channel; see `names.ts`. Everything here goes through natives captured before any
 * page script.
 */

import {
  addListener,
  bare,
  dispatch,
  getter,
  isFirefox,
  lent,
  NativeCustomEvent,
  quiet,
  realm,
  uncurry,
} from '../hook/natives'
import {
  ASK,
  ASK_HELD,
  ASK_HOLDABLE,
  ASK_OWNER,
  ASK_SITES,
  HANDOVER,
  type MakeUnseen,
  ORDER,
  RELAY_HERE,
  TELL,
} from './names'

/** Whose requests are, as the relay knows it; each answer is there at once. */
export interface Owners {
  /** The vendor that a request belongs to; empty where it is nobody's. `text`: its body, as far as it is one. */
  readonly ownerOf: (method: string, url: string, text: string) => string
  /** The same, of what a stop may hold back: a request that only fetches what an SDK starts with is nobody's. */
  readonly holdable: (method: string, url: string, text: string) => string
}

/** The end in the page's world: tells what happens, and asks what is held back and whose requests are. */
export interface HookEnd extends Owners {
  /** Tells the relay a happening, as JSON text; the relay has it before this returns. */
  readonly tell: (happening: string) => void
  /** Makes the relay order what is held back, before this returns. */
  readonly askHeld: () => void
  /** Makes traps whose frames the page does not see; only Firefox's relay can. */
  unseen?: MakeUnseen | undefined
}

/**
 * Hands a node over to the relay. `joined` runs once, when a relay has taken it: never in a document that has a hook
 * already, since the relay takes one node only. A later relay (the extension was updated) gets the same node. What it
 * returns runs whenever what was told is about to be sent.
 */
export function speakToRelay(joined: (end: HookEnd) => () => void, ordered: (order: string) => void): void {
  const detailOf = getter<string>(NativeCustomEvent.prototype, 'detail')
  const { MouseEvent: NativeMouseEvent } = realm
  // Whoever made the window may listen on it, but not on what is out of it.
  if (lent) uncurry(realm.Element.prototype.remove)(lent)
  const node = lent ?? uncurry(realm.Document.prototype.createElement)(document, 'i')
  const idOf = getter<string>(realm.Element.prototype, 'id')
  const told = bare({ detail: '', cancelable: true })
  let begun = false
  /** Whether the relay has accepted what is said. */
  const say = (type: string, detail = '') => {
    told.detail = detail
    return !dispatch(node, new NativeCustomEvent(type, told))
  }
  const asks = (type: string) => (method: string, url: string, text: string) =>
    say(type, `${method} ${url}\n${text}`) ? idOf(node) : ''
  const hasRelay = () => say(ASK)
  const handOver = () => {
    // With a living relay nothing is handed over: a page that imitates the relay's announcement gets no node.
    if (!hasRelay()) dispatch(document, new NativeMouseEvent(HANDOVER, bare({ relatedTarget: node })))
    if (begun || !hasRelay()) return
    begun = true
    const end: HookEnd = {
      tell: (happening) => say(TELL, happening),
      askHeld: () => say(ASK_HELD),
      ownerOf: asks(ASK_OWNER),
      holdable: asks(ASK_HOLDABLE),
    }
    if (isFirefox) end.unseen = (node as { unseen?: MakeUnseen }).unseen
    addListener(node, ASK_SITES, quiet(joined(end)))
  }
  addListener(
    node,
    ORDER,
    quiet((event) => ordered(detailOf(event))),
  )
  addListener(document, RELAY_HERE, quiet(handOver))
  handOver()
}
