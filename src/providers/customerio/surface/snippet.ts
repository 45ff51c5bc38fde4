/**
 * The snippets' stubs: arrays that keep calls until the SDK loads (`cioanalytics`, or any name that the script which
 * they load shows the way to; the classic `_cio`). When it has loaded, another object takes the global's place.
 */
import type { PageKit } from '../../../core/contract/surface'
import { found, isArray, isOneOf, MOST, matches, textOr } from '../../matches'
import { EVENTS, SILENT } from './methods'

/** Calls that track or change something; a stub keeps others too, such as `on` and `ready`. */
const CALLS = [...EVENTS, ...SILENT, 'pageview', 'sidentify']

const { keys } = Object
const { call } = Function.prototype
/**
 * The document's own methods, which elements may have the names of; there is none where only the vendor's claims are
 * asked.
 */
const { document, Document, Element } = globalThis as Partial<typeof globalThis>
const scripts = Document?.prototype.querySelectorAll.bind(document as Document) as Document['querySelectorAll']
const listen = Document?.prototype.addEventListener.bind(document as Document) as Document['addEventListener']
const attribute = call.bind(Element?.prototype.getAttribute as never) as unknown as (
  element: Element,
  name: string,
) => string | null

type Stub = unknown[] & { readonly _writeKey?: unknown; readonly invoked?: unknown; readonly load?: unknown }

/** The tracker of the snippet that waits for an instance with this write key. */
export type TrackerOf = (key: unknown) => string | null

/** A web SDK of this make, and what is its own: Customer.io's is a fork of Segment's. */
export interface Family {
  /** The global object of its inspectors, and the surface of an instance that is met by it. */
  readonly host: string
  readonly surface: string
  /** The surface of its snippet. */
  readonly stub: string
  /** The global that its snippet uses where no script says otherwise; null where it is nobody else's business. */
  readonly global: string | null
  /** The attribute of a snippet's script that names its global, and the path of that script. */
  readonly attribute: string
  readonly script: RegExp
}

/** Watches the stubs; `replaced` gets the instance that took a stub's place. */
export function watchSnippets(kit: PageKit, family: Family, replaced: (analytics: object) => void): TrackerOf {
  const { stub: surface, attribute: named } = family
  /** Stubs by the name of their global. */
  const stubs: Record<string, Stub> = { __proto__: null } as never
  const names: Record<string, true> = { __proto__: null } as never
  const first = kit.firsts()

  function watch(name: string): void {
    if (names[name]) return
    names[name] = true
    kit.watchGlobal(name, (value) => {
      if (isArray(value)) {
        stubs[name] = value as Stub
        // It may be assigned a second time: `cioanalytics = cioanalytics || []`.
        if (first(value)) watchStub(kit, { surface, tracker: name, stub: value, key: () => (value as Stub)._writeKey })
      } else if (typeof value === 'object' && value !== null) replaced(value)
    })
  }

  /** A snippet may name its global as it likes. Newer ones write it on the script that they load. */
  function lookAt(script: object, src: string): void {
    const name = attribute(script as Element, named)
    if (name) watch(name)
    if (name || !matches(family.script, src)) return
    const key = found(KEY, src)
    const globals = keys(globalThis)
    for (let i = 0; i < globals.length; i++) {
      const name = globals[i] as string
      if (isStub(kit.own(globalThis, name)?.value, key)) watch(name)
    }
  }

  /** The scripts that the page's own text has; those that a script makes are told as they get their address. */
  function lookAround(): void {
    const all = scripts(`script[${named}],script[src*="/analytics"]`)
    // Its length is the list's prototype's to tell, which may be the page's.
    for (let i = 0; all[i]; i++) lookAt(all[i] as Element, attribute(all[i] as Element, 'src') ?? '')
  }

  if (family.global) watch(family.global)
  kit.watchScripts(lookAt)
  kit.guard(() => listen('DOMContentLoaded', () => kit.guard(lookAround)))

  return (key) => {
    kit.guard(lookAround)
    if (typeof key !== 'string') return null
    for (const name in stubs) if (stubs[name]?._writeKey === key) return name
    return null
  }
}

/** The write key in the address of the script that a snippet loads. */
const KEY = /[^/]+(?=\/analytics(?:\.min)?\.js)/

/** Whether a value is the stub that loads the script with this key; it may learn its key only after that. */
function isStub(value: unknown, key: string | null): boolean {
  if (!isArray(value)) return false
  const { invoked, load, _writeKey = key } = value as Stub
  return invoked === true && typeof load === 'function' && _writeKey === key
}

/** The classic snippet's site id stands on the script that it loads. */
function siteId(): string | null | undefined {
  const tracker = scripts('#cio-tracker')[0]
  return tracker && attribute(tracker, 'data-site-id')
}

/**
 * The classic snippet. What takes the stub's place is not documented: whatever it is, its methods are called by the
 * same names.
 */
export function watchClassic(kit: PageKit): void {
  const first = kit.firsts()
  kit.watchGlobal('_cio', (value) => {
    if (typeof value !== 'object' || !first(value)) return
    if (isArray(value)) return watchStub(kit, { surface: 'classic', tracker: '_cio', stub: value, key: siteId })
    kit.say({
      kind: 'sdk',
      surface: 'classic',
      tracker: '_cio',
      state: 'running',
      key: siteId() || undefined,
    })
    kit.instance('_cio', value)
    for (let i = 0; i < CALLS.length; i++) wrapMethod(kit, value as Record<string, unknown>, CALLS[i] as string)
  })
}

function wrapMethod(kit: PageKit, owner: Record<string, unknown>, method: string): void {
  const found = kit.nearest(owner, method)
  // An accessor of the page's stays one.
  if (typeof found?.value !== 'function') return
  const value = kit.wrap(found.value as () => unknown, function around(self, args, invoke): unknown {
    if (kit.drops(method, args, () => around(self, args, invoke))) return undefined
    return kit.tell({ surface: 'classic', tracker: '_cio', method, args }, invoke)
  })
  kit.put(owner, method, value, found)
}

/** A stub, as which tracker it is told, and how the write key or site id is found. */
interface Watched {
  readonly surface: string
  readonly tracker: string
  readonly stub: unknown[]
  readonly key: () => unknown
}

/**
 * Tells what a stub keeps already, and what is pushed to it from now on, also when the SDK has loaded and nobody reads
 * it any more, and by a `push` of the page's own: that may keep an entry back, or hand on another.
 */
function watchStub(kit: PageKit, { surface, tracker, stub, key }: Watched): void {
  /** The key that was told last; before the first time what is none. */
  let said: unknown = key
  /** How many calls were told. */
  let told = 0

  function tell(): void {
    const found = key()
    const text = textOr(found)
    if (said === found || (said !== key && text === undefined)) return
    said = found ?? null
    kit.say({
      kind: 'sdk',
      surface,
      tracker,
      state: 'stub',
      key: text,
    })
  }

  function take(entries: ArrayLike<unknown>, buffered: boolean): void {
    for (let i = 0; i < entries.length && i < MOST; i++)
      kit.guard(() => {
        const entry = entries[i]
        const method = isArray(entry) && entry[0]
        if (!isOneOf(CALLS, method)) return
        tell()
        told++
        kit.call({ surface, tracker, method, args: rest(entry as unknown[]), buffered, foreign: !buffered })
      })
  }

  take(stub, true)
  kit.instance(tracker, stub)
  kit.watchProperty(stub, 'push', (push) =>
    typeof push === 'function'
      ? kit.wrap(push as () => unknown, function around(self, args, invoke): unknown {
          const entry = args[0]
          const again = () => around(self, args, invoke)
          if (isArray(entry) && isOneOf(CALLS, entry[0]) && kit.drops(entry[0] as string, rest(entry), again))
            return stub.length
          const before = told
          const result = invoke()
          if (told === before) take(args, stub[stub.length - 1] === args[args.length - 1])
          return result
        })
      : undefined,
  )
}

/** So many arguments of a call are told. */
const TOLD = 50

/**
 * What a stub's entry has beside the method, as far as it is told. It inherits nothing: a setter of the page's for `0`
 * would get it.
 */
function rest(entry: readonly unknown[]): ArrayLike<unknown> {
  const args: { [place: number]: unknown; length: number } = { __proto__: null, length: entry.length - 1 } as never
  for (let i = 1; i < entry.length && i <= TOLD; i++) args[i - 1] = entry[i]
  return args
}
