/** Where the page called from: the stack without Tracklens' own frames. */
import { indexOf, lastIndexOf, NativeError, slice } from './natives'

/** Frames that are kept, and characters of the whole. */
const FRAMES = 16
const LENGTH = 2_000

/** What our own frames have in common: the script's address in Chromium, `<anonymous code>` in Firefox. */
let own = ''

/** Learns how our own frames look. Called once, by the hook, from its outermost code. */
export function learnOwnFrames(): void {
  const stack = new NativeError().stack ?? ''
  const match = /(?:[a-z-]+-extension:\/\/[^\s)]*?|<anonymous code>)(?=:\d+:\d+)/.exec(stack)
  own = match?.[0] ?? ''
}

/** The stack below our own frames; empty where the page looks at stacks itself or none can be had. */
export function callSite(): string {
  const Class = NativeError as ErrorConstructor & { prepareStackTrace?: unknown; stackTraceLimit?: number }
  // A page's own `prepareStackTrace` would be handed our frames.
  if (Class.prepareStackTrace !== undefined) return ''
  const limit = Class.stackTraceLimit
  let stack: unknown
  try {
    if (limit !== undefined) Class.stackTraceLimit = FRAMES
    stack = new NativeError().stack
  } catch {
    return ''
  } finally {
    if (limit !== undefined) Class.stackTraceLimit = limit
  }
  if (typeof stack !== 'string') return ''
  const last = own === '' ? -1 : lastIndexOf(stack, own)
  const from = indexOf(stack, '\n', last)
  return from < 0 ? '' : slice(stack, from + 1, from + 1 + LENGTH)
}
