/** Where the page called from: the stack without Tracklens' own frames. */
import type { CallSite } from '../../core/contract/surface'
import { OWN_SCRIPT } from '../channel/names'
import {
  asked,
  bare,
  captureStackTrace,
  getOwnPropertyDescriptor,
  indexOf,
  isFirefox,
  lastIndexOf,
  NativeError,
  nearest,
  quiet,
  slice,
} from './natives'

/** So many characters of a stack are told: of what a page may make of any length, the relay keeps less. */
const LENGTH = 20_000

/**
 * What our own frames have in common: in Chromium the word that the build has put in the place of the script's address
 * (see `vite.config.ts`), in Firefox the end of `<anonymous code>`.
 */
let own = isFirefox ? '' : OWN_SCRIPT

/**
 * Learns how our own frames look, from a stack that begins with one. Called once, by Firefox's hook: without a pattern,
 * since a page has what was searched last as `RegExp.input`.
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

/**
 * The text of a stack as `SITES_OF` has it, of which the relay makes the call site; empty where the page looks at
 * stacks itself or none can be had.
 */
export function siteText(site: CallSite): string {
  return (!isPrepared() && asked(() => `${(site as Site).after}\n${slice(site.stack, 0, LENGTH)}`, 0)) || ''
}
