/**
 * The private, synchronous channel between the hook (the page's world) and the relay (the extension's own world).
 * The hook hands a detached node over as the `relatedTarget` of a mouse event; all later traffic is custom events with
 * a text detail on that node, which no page script can reach. The relay is listed first in the manifest and so listens
 * already. A window that a page of the same origin has made may listen there itself: in one, the node is a frame that
 * the relay has lent, once that is out of the document. Here is what both ends use: the names of the events, and
 * what the relay leaves on the node.
 */

/** What the build calls the script of the hook, in place of its address. */
export const OWN_SCRIPT = '[wrapped]'
/** The hook hands its node over. */
export const HANDOVER = 'tracklens-handover'
/** A relay has come that knows no hook yet. */
export const RELAY_HERE = 'tracklens-relay'
/**
 * The name of a frame that the relay lends the hook, where other scripts could reach the window before: one that no
 * page gives a frame of its own, which would be taken out.
 */
export const LENT = 'tracklens-lent'
/** On the node: the hook asks whether its relay still lives, which accepts the event by preventing its default. */
export const ASK = 'ask'
/** On the node: the hook asks what is held back; the relay answers by orders. */
export const ASK_HELD = 'held'
/**
 * On the node: the hook asks whose a request is: method and address with a space between, on the next line its body.
 * Where it is somebody's the relay accepts the event, and leaves the vendor's name as the node's id.
 */
export const ASK_OWNER = 'owner'
/** On the node: the same of what may be held back: a request that only fetches what an SDK starts with is nobody's. */
export const ASK_HOLDABLE = 'hold'
/** On the node: the JSON text of a happening, from the hook. */
export const TELL = 'tell'
/** How the text of a call's happening begins; its number follows. */
export const CALL = '{"kind":"call","call":'
/**
 * How a told text begins that is no happening but says where calls were made: the number of the first of them follows,
 * then a line each with the JSON text of its stack, or with nothing where it is the one before. The first line of such
 * a stack is what the last of the hook's own frames has in it; empty where the engine has left those out.
 */
export const SITES_OF = '@'
/** On the node: the relay is about to send what it was told; the hook tells the call sites that belong to it. */
export const ASK_SITES = 'sites'
/** On the node: the JSON text of an order, from the relay. */
export const ORDER = 'order'

/**
 * Between hook and relay only, as the last member of an answer: its type, as the Fetch standard has it. The relay makes
 * of it who answered; see its `served.ts`.
 */
export const ANSWER_TYPE = 'type'

/** What is done before a function of the browser's runs: says what is done after it, or what is given without it. */
export type Before<First, Second> = (first: First, second: Second) => After | { readonly value: unknown } | undefined

/**
 * What is done once the function has returned; what this returns, if anything, is given in its place. One with a second
 * parameter is also called with what the function has thrown.
 */
export type After = (outcome: never, error?: unknown) => unknown

/** `Reflect.apply` or `Reflect.construct`. */
export type Native = (target: object, first: never, second: never) => unknown
/** A trap for either. */
export type Trap = (target?: object, first?: unknown, second?: unknown) => unknown

/**
 * On the node, as `unseen`, where the relay can: makes a trap of whose frames the page sees nothing. It throws once the
 * relay has ended.
 */
export type MakeUnseen = (native: Native, before: Before<never, never>) => Trap
