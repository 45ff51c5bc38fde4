/** How somebody likes the panel: density, the form of times, columns, kept filters. One set for all tabs. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { isObject, type Json } from '../../core/json'
import type { Memory } from './host'

/** The name in the memory. */
const PREFERENCES = 'preferences'

/** How many of the last filters are kept. */
const RECENT = 8

/** `absolute`: of the day; `relative`: since the first item listed; `since`: since the item before. */
export type TimeForm = 'absolute' | 'relative' | 'since'

/** The order of a list: the id of a column, and whether the greatest comes first. */
export interface Order {
  readonly column: string
  readonly down: boolean
}

/** A filter that was given a name. */
interface SavedFilter {
  readonly name: string
  readonly text: string
}

/** A rule whose findings are not to be shown: on one site, by its host, or on all (null). */
export interface Mute {
  readonly rule: string
  readonly site: string | null
}

/** An address of a site's own to which a vendor's SDK sends, where its path is not the vendor's own. */
export interface Collector {
  /** The vendor's id. */
  readonly vendor: string
  /** Host and path, without scheme and query: `t.shop.example/collect`. */
  readonly address: string
  /** The vendor's path that it stands for: `/bulk`. */
  readonly path: string
}

/** The collector of an address; null where it is none of these. */
export function collectorAt(collectors: readonly Collector[], url: string): Collector | null {
  const bare = url.replace(/^[a-z][a-z0-9+.-]*:\/\/|[?#].*$/gi, '').replace(/\/$/, '')
  return collectors.find(({ address }) => address === bare) ?? null
}

/** Everything that is remembered. Columns go by their ids; widths are in CSS pixels. */
export interface Preferences {
  readonly density: 'comfortable' | 'compact'
  readonly time: TimeForm
  readonly widths: Readonly<Record<string, number>>
  readonly hidden: readonly string[]
  /** Null: as it happened. */
  readonly order: Order | null
  readonly saved: readonly SavedFilter[]
  /** The last filters that were used, the newest first. */
  readonly recent: readonly string[]
  readonly muted: readonly Mute[]
  readonly collectors: readonly Collector[]
}

const AT_FIRST: Preferences = {
  density: 'comfortable',
  time: 'absolute',
  widths: {},
  hidden: [],
  order: null,
  saved: [],
  recent: [],
  muted: [],
  collectors: [],
}

/**
 * Reads them from the memory, writes every change to it, and takes what other panels change; without a memory they last
 * as long as the panel.
 */
export class KeptPreferences {
  readonly #memory: Memory | null
  readonly #value = signal(AT_FIRST)
  /** What was chosen before it was known what is kept: that is newer, and the rest stays. Null from then on. */
  #early: Partial<Preferences> | null

  constructor(memory: Memory | null) {
    this.#memory = memory
    this.#early = memory && {}
    void memory
      ?.read(PREFERENCES)
      .catch(() => undefined)
      .then((kept) => {
        const early = this.#early
        this.#early = null
        this.#value.value = preferencesIn(kept)
        if (early && Object.keys(early).length > 0) this.change(early)
      })
    memory?.follow?.(PREFERENCES, (kept) => {
      this.#value.value = preferencesIn(kept)
    })
  }

  get value(): ReadonlySignal<Preferences> {
    return this.#value
  }

  /** Everything as before anybody chose; gives the way back. */
  reset(): () => void {
    const before = this.#value.peek()
    this.change(AT_FIRST)
    return () => this.change(before)
  }

  change(part: Partial<Preferences>): void {
    const next = { ...this.#value.peek(), ...part }
    this.#value.value = next
    if (this.#early) this.#early = { ...this.#early, ...part }
    else this.#memory?.write(PREFERENCES, next as unknown as Json)
  }

  /** Remembers a filter as used. */
  used(filter: string): void {
    const text = filter.trim()
    const { recent } = this.#value.peek()
    if (text === '' || recent[0] === text) return
    this.change({ recent: [text, ...recent.filter((each) => each !== text)].slice(0, RECENT) })
  }
}

/** Takes a mute away, on a site where it is muted there and everywhere. */
export function unmuted(muted: readonly Mute[], rule: string, site: string | null): readonly Mute[] {
  return muted.filter((each) => each.rule !== rule || (each.site !== null && each.site !== site))
}

/** What is kept may be of another version of Tracklens: what is not understood is as at first. */
export function preferencesIn(kept: Json | undefined): Preferences {
  const {
    density,
    time,
    widths,
    hidden,
    order,
    saved,
    recent,
    muted,
    collectors,
  }: Readonly<Record<string, Json | undefined>> = isObject(kept) ? kept : {}
  return {
    density: density === 'compact' ? density : AT_FIRST.density,
    time: time === 'relative' || time === 'since' ? time : AT_FIRST.time,
    widths: isObject(widths)
      ? Object.fromEntries(
          Object.entries(widths).flatMap(([id, width]) =>
            typeof width === 'number' && width > 0 ? [[id, width]] : [],
          ),
        )
      : AT_FIRST.widths,
    hidden: textsIn(hidden),
    order:
      isObject(order) && typeof order.column === 'string' && typeof order.down === 'boolean'
        ? { column: order.column, down: order.down }
        : null,
    saved: listIn(saved).flatMap((each) =>
      isObject(each) && typeof each.name === 'string' && typeof each.text === 'string'
        ? [{ name: each.name, text: each.text }]
        : [],
    ),
    recent: textsIn(recent).slice(0, RECENT),
    muted: listIn(muted).flatMap((each) =>
      isObject(each) && typeof each.rule === 'string' && (typeof each.site === 'string' || each.site === null)
        ? [{ rule: each.rule, site: each.site }]
        : [],
    ),
    collectors: listIn(collectors).flatMap((each) => {
      const { vendor, address, path } = isObject(each) ? each : {}
      return typeof vendor === 'string' && typeof address === 'string' && typeof path === 'string'
        ? [{ vendor, address, path }]
        : []
    }),
  }
}

function listIn(kept: Json | undefined): readonly Json[] {
  return Array.isArray(kept) ? (kept as readonly Json[]) : []
}

function textsIn(kept: Json | undefined): readonly string[] {
  return listIn(kept).filter((each) => typeof each === 'string')
}
