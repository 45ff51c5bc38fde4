/** Where the page called from: the stack without Tracklens' own frames. */
import type { CallSite } from '../../core/contract/surface'
import {
  asked,
  bare,
  captureStackTrace,
  getOwnPropertyDescriptor,
  indexOf,
  lastIndexOf,
  NativeError,
  nearest,
  quiet,
  slice,
} from './natives'

/** Characters that are kept. */
const LENGTH = 2_000

/**
 * What our own frames have in common: the end of `<anonymous code>` in Firefox, in Chromium the script's address, which
 * the build replaces by a word (see `vite.config.ts`).
 */
let own = ''

/**
 * Learns how our own frames look, from a stack that begins with one. Called once, by the hook: without a pattern, since
 * a page has what was searched last as `RegExp.input`.
 */
export function learnOwnFrames(stack = new NativeError().stack ?? ''): void {
  const frame = slice(stack, 0, indexOf(stack, ':'))
  const place = slice(frame, lastIndexOf(frame, ' ') + 1)
  own = slice(place, lastIndexOf(place, '(') + 1)
}

/** Where the engine keeps a stack: in newer ones the getter of every error is one and the same. */
const kept = getOwnPropertyDescriptor(new NativeError(), 'stack')

/** Whether the page looks at stacks itself: what it has for that, its own or inherited, would get our frames. */
const isPrepared = () => nearest(NativeError, 'prepareStackTrace')

/**
 * Takes our own frames out of the stack of an error that the page will get. Chromium's alone name what they are of;
 * Firefox's stacks are no errors' own, and its build has nothing of this. What is thrown may refuse to be read.
 */
export const hideOwnFrames = quiet((error: unknown) => {
  if (import.meta.env.MODE === 'firefox') return
  if (!own || isPrepared()) return
  // No getter of the page's own is asked.
  const found = getOwnPropertyDescriptor(error as object, 'stack')
  if (!found || found.get !== kept?.get) return
  const { stack } = error as { stack?: unknown }
  if (typeof stack !== 'string') return
  let rest = stack
  for (let at = indexOf(rest, own); at >= 0; at = indexOf(rest, own)) {
    const start = lastIndexOf(slice(rest, 0, at), '\n')
    if (start < 0) return
    rest = slice(rest, 0, start) + slice(rest, indexOf(`${rest}\n`, '\n', at))
  }
  if (rest !== stack) (error as { stack?: unknown }).stack = rest
})

/** Our function that the page called and that is running, innermost; frames above it are ours. */
let entered: Entry | null = null
type Entry = (...args: never[]) => unknown

/** Notes which function of ours the page has called; returns the one before, to be entered again at the end. */
export function enter(entry: Entry | null): Entry | null {
  const before = entered
  entered = entry
  return before
}

/** A stack that the engine has not written yet, and after which of our own frames it begins to be the page's. */
interface Site extends CallSite {
  readonly after: string
}

/** The stack below our own frames, to be written by `siteText`. */
export function callSite(): CallSite {
  const site: Site = bare({ after: entered ? '' : own })
  // The engine leaves our frames out by itself, which is also three times faster than to format them.
  asked(() => captureStackTrace(site, entered ?? callSite), 0)
  return site
}

/** The text of a stack; empty where the page looks at stacks itself or none can be had. */
export function siteText(site: CallSite): string {
  return (!isPrepared() && asked(() => cut(site.stack, (site as Site).after), 0)) || ''
}

/** Throws where there is none. */
function cut(stack: unknown, after: string): string {
  const header = indexOf(stack, 'Error') === 0 ? 0 : -1
  const last = after === '' ? header : lastIndexOf(stack, after)
  const from = last < 0 ? -1 : indexOf(stack, '\n', last)
  return from < 0 && last >= 0 ? '' : slice(stack, from + 1, from + 1 + LENGTH)
}
