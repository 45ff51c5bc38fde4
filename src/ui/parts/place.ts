/** Where something goes that is opened at a button, so that all of it is in the window. All lengths are CSS pixels. */

/** The side of the button that is tried first. */
export type Edge = 'above' | 'below'

interface Size {
  readonly width: number
  readonly height: number
}

/** Where a button is in the window. */
type Anchor = Pick<DOMRect, 'left' | 'top' | 'bottom'>

/** `maxHeight` is what it must be cut to, and scroll; null where it fits. */
interface PlaceInWindow {
  readonly left: number
  readonly top: number
  readonly maxHeight: number | null
}

/** Between the button and what it opens, and between that and the window's edges. */
const GAP = 4

/** On the other side of the button where only that has room, or more; shifted along it where it would stand out. */
export function placeOf(anchor: Anchor, size: Size, room: Size, edge: Edge): PlaceInWindow {
  const above = anchor.top - 2 * GAP
  const below = room.height - anchor.bottom - 2 * GAP
  const [wished, other] = edge === 'above' ? [above, below] : [below, above]
  const up = (edge === 'above') === (size.height <= wished || wished >= other)
  const space = Math.max(0, up ? above : below)
  const height = Math.min(size.height, space)
  return {
    left: Math.max(GAP, Math.min(anchor.left, room.width - GAP - size.width)),
    top: up ? anchor.top - GAP - height : anchor.bottom + GAP,
    maxHeight: size.height > space ? space : null,
  }
}
