/**
 * Traps for stand-ins whose frames the page does not see. Firefox leaves out of a stack what runs with more rights than
 * whoever looks, and content scripts do; other browsers have nothing like it.
 */

/** A function of the page's, as this script may call it: what it is given and gives is the page's own. */
type Theirs = (...args: unknown[]) => unknown

/** What Firefox has for content scripts, and no other browser. */
interface Firefox {
  readonly exportFunction?: (run: Theirs, into: unknown, options?: Readonly<Record<string, unknown>>) => unknown
}
type Seen = { readonly wrappedJSObject: unknown }

/** The page may hand over windows of other origins, as it may to any function. */
const ANYTHING = { allowCrossOriginArguments: true }

/**
 * Puts what makes such traps on the node that the hook has handed over, as its `unseen`. `isLent`: the hook has its
 * built-ins from a window that was lent to it. Once that is gone nothing of it can be called from here any more (every
 * request of a frame of the same origin failed, measured in Firefox 153); ours do the same and take longer.
 */
export function giveUnseen(node: EventTarget, isLent: boolean): void {
  const { exportFunction } = globalThis as Firefox
  if (!exportFunction) return
  const page = (window as unknown as Seen).wrappedJSObject
  const make = (native: unknown, before: unknown) => {
    const own = (native as Theirs).name === 'construct' ? construct : apply
    const run = isLent ? own : (native as Seen).wrappedJSObject
    return exportFunction(trap(run as Theirs, (before as Seen).wrappedJSObject as Theirs), page, ANYTHING)
  }
  exportFunction(make as Theirs, (node as unknown as Seen).wrappedJSObject, { ...ANYTHING, defineAs: 'unseen' })
}

/**
 * What `Reflect` has, as the page would call it: as content scripts see them, a list lacks most objects that are in it,
 * and a class its prototype.
 */
const apply = (target: Seen, self: unknown, list: Seen) => Reflect.apply(waived(target), self, waived(list))
const construct = (target: Seen, list: Seen, by: Seen) => Reflect.construct(waived(target), waived(list), waived(by))
const waived = ({ wrappedJSObject }: Seen) => wrappedJSObject as Theirs & ArrayLike<unknown>

/** See `wrapNative`, which has the same for other browsers. Called with nothing, it only says that it is there. */
function trap(native: Theirs, before: Theirs): Theirs {
  return (target, first, second) => {
    if (!target) return undefined
    let then: Theirs | { readonly value: unknown } | undefined
    try {
      then = before(first, second) as typeof then
    } catch {
      // Then it goes on as if there were no stand-in.
    }
    if (!then) return native(target, first, second)
    if (typeof then === 'object') return then.value
    let outcome: unknown
    try {
      outcome = native(target, first, second)
    } catch (error) {
      if (then.length > 1) attempt(then, error, error)
      throw error
    }
    return attempt(then, outcome) ?? outcome
  }
}

function attempt(run: Theirs, ...given: unknown[]): unknown {
  try {
    return run(...given)
  } catch {
    return undefined
  }
}
