/** Tells what is still to come in the order in which it was announced. */

/**
 * Tells what each promise comes to as soon as all before it have come, and nothing of one that gives null or fails. The
 * browser gives answers' texts in any order: told as they come, an event could enter the list before one that was sent
 * earlier.
 */
export function inTurn<T>(tell: (value: T) => void): (coming: Promise<T | null>) => void {
  let before: Promise<unknown> = Promise.resolve()
  return (coming) => {
    before = Promise.all([coming.catch(() => null), before]).then(([value]) => {
      if (value !== null) tell(value)
    })
  }
}
