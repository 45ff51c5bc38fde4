/** Whether other scripts could reach a window before ours did. */

/** What is asked of a window. */
type Reached = Pick<Window, 'document'>
interface Asked extends Reached {
  readonly parent: Reached & Pick<Window, 'length'>
  readonly length: number
  readonly opener: unknown
}

/**
 * Whether a page of the same origin has made this window, as its frame or pop-up: browsers use the window of the
 * initial `about:blank` again for the first document of the same origin, with whatever its maker changed there.
 */
export function isShared(window: Asked): boolean {
  const { parent, opener } = window
  const maker = (parent === window ? opener : parent) as Reached | null
  try {
    return !!maker?.document
  } catch {
    // Of another origin: it reaches nothing in here.
    return false
  }
}

/** So many frames of one page are each lent a window of their own: it costs the page milliseconds a frame. */
const CROWD = 50

/** Whether a frame has so many beside it that what each of them costs would hold its page up. */
export function isCrowded(window: Asked): boolean {
  const { parent } = window
  return parent !== window && parent.length > CROWD
}
