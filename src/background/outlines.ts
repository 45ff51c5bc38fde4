/**
 * Tabs in outline, kept beside the journal: a background that wakes tells of a tab at once, while it is still reading
 * and folding what was said there. An outline stands only as long as the journal is what it was made of: every write to
 * a tab's journal takes its outline away with it.
 */
import { FACT_FORMAT } from '../core/fact'
import { isObject, parseJson } from '../core/json'
import type { Counts } from '../core/query/queue'
import type { Outline } from '../core/query/summary'
import { type Head, readHead, type StorageArea } from './saved'

/** A tab in outline, and how many items of each tracker are of its present page. */
export interface TabOutline {
  readonly outline: Outline
  readonly since: Outline['counts']
}

/** An outline with the head that stood beside it: under which key, and of how much of which log. */
export interface KeptOutline extends TabOutline, Pick<Head, 'log' | 'next' | 'weight'> {
  readonly head: string
}

/** The key of all outlines: they are read before all else. */
export const OUTLINES = 'outlines'
/** Longer ones are not kept: who tracks with hundreds of keys waits until all is folded. Characters. */
const LONGEST = 64 * 1024

/** The text of an outline; null for one that is too long to be kept. */
export function outlineText(kept: KeptOutline): string | null {
  const text = JSON.stringify(kept)
  return text.length > LONGEST ? null : text
}

/** What stands under the key, of the texts by tab. */
export const outlinesText = (texts: ReadonlyMap<number, string>) =>
  `{${[...texts].map(([tab, text]) => `"${tab}":${text}`).join(',')}}`

/** An outline that stands, its text, and the vendors that are held back in its tab. */
export interface StandingOutline extends TabOutline {
  readonly text: string
  readonly holds: Head['holds']
}

/**
 * The outlines that stand, by tab. One that was asked to be written by a life that ended may have been written after
 * the next life went on: its head is another one by then. Never rejects.
 */
export async function readOutlines(area: StorageArea): Promise<ReadonlyMap<number, StandingOutline>> {
  const standing = new Map<number, StandingOutline>()
  const { [OUTLINES]: value } = await area.get([OUTLINES]).catch((): Record<string, unknown> => ({}))
  const all = typeof value === 'string' ? parseJson(value) : null
  const found = (isObject(all) ? Object.entries(all) : []) as unknown as readonly [string, KeptOutline][]
  if (found.length === 0) return standing
  const heads = await area.get(found.map(([, kept]) => kept.head)).catch((): Record<string, unknown> => ({}))
  for (const [tab, kept] of found) {
    const { log, next, weight, format, holds } = readHead(heads[kept.head]) ?? {}
    if (log === kept.log && next === kept.next && weight === kept.weight && format === FACT_FORMAT && holds)
      standing.set(Number(tab), { ...kept, text: JSON.stringify(kept), holds })
  }
  return standing
}

/** The outlines that earlier lives have left, as long as nothing happens in their tabs. */
export interface Outlines {
  /** The outline of a tab; null where there is none that stands. */
  of(tab: number): Promise<StandingOutline | null>
  /** Something may have happened in a tab, or in any of them. */
  changed(tab?: number): void
}

/** `found` are those that stood as this life began; none where pages have left words that are still to be taken in. */
export function createOutlines(found: Promise<ReadonlyMap<number, StandingOutline>>): Outlines {
  const changed = new Set<number>()
  let allChanged = false
  const stands = (tab: number) => !allChanged && !changed.has(tab)
  return {
    async of(tab) {
      const outline = stands(tab) ? (await found).get(tab) : undefined
      return outline && stands(tab) ? outline : null
    },
    changed(tab) {
      if (tab === undefined) allChanged = true
      else changed.add(tab)
    },
  }
}

/** How many items of each tracker are in view. */
export const countsIn = ({ outline, since }: TabOutline, preserved: boolean): ReadonlyMap<string, Counts> =>
  new Map(preserved ? outline.counts : since)
