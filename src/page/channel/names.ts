/**
 * The private, synchronous channel between the hook (the page's world) and the relay (the extension's own world).
 * The hook hands a detached node over as the `relatedTarget` of a mouse event; all later traffic is custom events with
 * a text detail on that node, which no page script can reach. The relay is listed first in the manifest and so listens
 * already. Here are the names of the events, which both ends use.
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
