/** Where the page called from: the stack without Tracklens' own frames. */
import { found } from '../../providers/matches'
import { captureStackTrace, indexOf, lastIndexOf, NativeError, slice } from './natives'

/** Characters that are kept. */
const LENGTH = 2_000

/** What our own frames have in common: the script's address in Chromium, `<anonymous code>` in Firefox. */
let own = ''

/** Learns how our own frames look. Called once, by the hook, from its outermost code. */
export function learnOwnFrames(): void {
  const stack = new NativeError().stack ?? ''
  own = found(/(?:[a-z-]+-extension:\/\/[^\s)]*?|<anonymous code>)(?=:\d+:\d+)/, stack) ?? ''
}

/** Our function that the page called and that is running, innermost; frames above it are ours. */
let entered: Entry | null = null
type Entry = (...args: never[]) => unknown

/** Notes which function of ours the page has called; returns the one before, to be entered again at the end. */
export function enter(entry: Entry | null): Entry | null {
  const before = entered
  entered = entry
  return before
}

/** The stack below our own frames; empty where the page looks at stacks itself or none can be had. */
export function callSite(): string {
  // A page's own `prepareStackTrace` would be handed our frames.
  if ((NativeError as { prepareStackTrace?: unknown }).prepareStackTrace !== undefined) return ''
  try {
    if (captureStackTrace && entered) {
      const holder: { stack?: unknown } = {}
      // The engine leaves our frames out by itself, which is also three times faster than to format them.
      captureStackTrace(holder, entered)
      return cut(holder.stack, '')
    }
    return cut(new NativeError().stack, own)
  } catch {
    return ''
  }
}

function cut(stack: unknown, after: string): string {
  if (typeof stack !== 'string') return ''
  const header = indexOf(stack, 'Error') === 0 ? 0 : -1
  const last = after === '' ? header : lastIndexOf(stack, after)
  const from = last < 0 ? -1 : indexOf(stack, '\n', last)
  return from < 0 && last >= 0 ? '' : slice(stack, from + 1, from + 1 + LENGTH)
}
