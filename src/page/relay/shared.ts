/** Whether other scripts could reach a window before ours did. */

/** Where that is found: a text could be an element's name, under which a window has that, to extensions too. */
const MET = Symbol.for('tracklens')

/**
 * What may have made a window. Relays of Chromium's share one world, and find there which of its windows they have met;
 * pages do not.
 */
interface Maker {
  readonly location: Pick<Location, 'href'>
  [MET]?: WeakSet<object>
}

/** What is asked of a window. */
interface Asked extends Pick<Maker, 'location'> {
  readonly parent: Maker & Pick<Window, 'length'>
  readonly length: number
  readonly opener: unknown
}

/**
 * What made a window, as its parent or opener; null where that is of another origin and reaches nothing in here. Such a
 * one shows its frames by their names, `document` may be one of them, but never its address.
 */
function makerOf(window: Asked): Maker | null {
  const { parent, opener } = window
  const maker = (parent === window ? opener : parent) as Maker | null
  try {
    return maker?.location.href ? maker : null
  } catch {
    return null
  }
}

/**
 * Whether a page of the same origin has made this window, as its frame or pop-up: browsers use the window of the
 * initial `about:blank` again for the first document of the same origin, with whatever its maker changed there.
 */
export const isShared = (window: Asked): boolean => makerOf(window) !== null

/**
 * Whether that page's scripts may have changed this document's window, or listen in it; asked once a document, as it
 * starts, and in Chromium only: in Firefox no relay sees what another has met. An empty document is met before its
 * maker can reach it (it alone has no entry in the history), and whatever follows a document that was met has another
 * window (measured in Chromium 156: frames, objects and pop-ups, by address, by script and written to).
 */
export function isReached(window: Asked & { readonly navigation?: { readonly currentEntry: unknown } }): boolean {
  const maker = makerOf(window)
  if (!maker) return false
  maker[MET] ??= new WeakSet()
  const isKnown = maker[MET].has(window)
  maker[MET].add(window)
  return !isKnown && window.navigation?.currentEntry !== null
}

/** So many frames of one page are each lent a window of their own: it costs the page milliseconds a frame. */
const CROWD = 50

/** Whether a frame has so many beside it that what each of them costs would hold its page up. */
export function isCrowded(window: Asked): boolean {
  const { parent } = window
  return parent !== window && parent.length > CROWD
}
