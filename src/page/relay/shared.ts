/** Whether other scripts could reach a window before ours did. */

/** What is asked of a window. */
type Reached = Pick<Window, 'document'>
interface Asked extends Reached {
  readonly parent: Reached
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
