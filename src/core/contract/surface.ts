/**
 * What a vendor's page part (`providers/<vendor>/surface.ts`) may use, and what it must export. Types only: this runs
 * inside pages.
 */
import type { SdkFact, SignalFact } from '../fact'
import type { Json } from '../json'

/** A place in the page's code. The engine writes a stack's text when it is first read, which is done later. */
export interface CallSite {
  readonly stack?: unknown
}

/** A call as a surface reports it. The kit adds number, time and call site, and copies the arguments by value. */
export interface Called {
  readonly surface: string
  readonly tracker: string
  readonly method: string
  readonly args: ArrayLike<unknown>
  /** The vendor's message id, where the SDK has given one. */
  readonly id?: string
  /** The call only went into a snippet's buffer. */
  readonly buffered?: boolean
  /** It came to neither the SDK nor a stub. */
  readonly foreign?: boolean
  /** Where the page called from, where that is known better than by the present stack. */
  readonly site?: CallSite
}

/** What the page hook hands to a vendor's surface. None of them ever throws into the page. */
export interface PageKit {
  /** Reports what is told of an SDK; what is more than a text in it, `json` has made. The kit adds the vendor. */
  readonly say: (happening: Omit<SdkFact, 'vendor'> | Omit<SignalFact, 'vendor'>) => void
  /** Reports a call; returns its number in the document. Not used for calls that are held back. */
  readonly call: (called: Called) => number
  /** Reports a call and makes it: returns what it returns, as `settle` does, and reports what it ends in. */
  readonly tell: (called: Called, invoke: () => unknown) => unknown
  /** Where the page called from: the present stack without Tracklens' own frames. */
  readonly site: () => CallSite
  /** Reports that a call ended in an exception or a rejected promise. */
  readonly outcome: (call: number, result: 'threw' | 'rejected', error: unknown) => void
  /** A value as JSON, bounded; what JSON cannot carry is marked. It may be the value itself: say it at once. */
  readonly json: (value: unknown) => Json
  /**
   * Tells of the value of a global, now and whenever it is found to be another one: as scripts get their addresses and
   * have been loaded, and as requests leave. `caught`: for a global that says nothing of the calls that
   * were made on it before, so that its first assignment must be seen at once. The page can find that name, and a gap
   * is told when it puts something else there.
   */
  readonly watchGlobal: (name: string, seen: (value: unknown) => void, caught?: true) => void
  /**
   * Tells of the present value of an object's property, its own or inherited, and of every later assignment; `seen` may
   * return a stand-in for what is read.
   */
  readonly watchProperty: (owner: object, name: string, seen: (value: unknown) => unknown) => void
  /** An object's own property, described by what inherits nothing. */
  readonly own: (owner: object, name: string) => PropertyDescriptor | undefined
  /** The same of an own property or else the inherited one. */
  readonly nearest: (owner: object, name: string) => PropertyDescriptor | undefined
  /**
   * Gives a property a value and leaves the rest of it as it is, or as `like` says; a new one is not enumerable.
   */
  readonly put: (owner: object, name: string, value: unknown, like?: PropertyDescriptor) => void
  /** Tells of each script to which the page's code gives an address, with the whole address, before it goes on. */
  readonly watchScripts: (seen: (script: object, src: string) => void) => void
  /**
   * A function that looks like `original` to the page (name, length, toString, this, construct) and runs `around`
   * instead.
   */
  readonly wrap: <F extends (...args: never[]) => unknown>(
    original: F,
    around: (self: unknown, args: unknown[], invoke: () => unknown) => unknown,
  ) => F
  /**
   * Calls `failed` if a native promise rejects, and returns what the page is to get instead: a promise that settles the
   * same way.
   */
  readonly settle: (result: unknown, failed: (error: unknown) => void) => unknown
  /** Runs something once the page's present script has ended. */
  readonly soon: (run: () => void) => void
  /** Runs our own code so that nothing it throws reaches the page. */
  readonly guard: <T>(run: () => T) => T | undefined
  /** Makes an instance reachable for triggers under its tracker name. A gap is told where it is frozen or sealed. */
  readonly instance: (tracker: string, target: object) => void
  /**
   * Whether a call is to be dropped, since Tracklens' own stop is in force for this vendor here; says so by a fact.
   * Where it is not sure that it is, the call is made `again` once that is known, unless it is dropped then.
   */
  readonly drops: (method: string, args: ArrayLike<unknown>, again: () => unknown) => boolean
  /** Returns what says whether a value is an object or function that it has not been given before. */
  readonly firsts: () => (value: unknown) => value is object
}

/** The page part of a vendor. */
export interface Surface {
  readonly vendor: string
  readonly install: (kit: PageKit) => void
}
