/** Items as the vendors' own readers make them, for scenes and tests that need what vendors really say. */
import type { Body, Happening } from '../core/fact'
import type { Item } from '../core/item'
import type { Json } from '../core/json'
import { emptyState } from '../core/state'
import { reduce } from '../providers/fold'
import { story } from './story'

/** A call in short. The surface is one of the vendor's, as in its call facts. */
export interface CalledInShort {
  readonly vendor: string
  readonly surface: string
  readonly method: string
  readonly args: readonly Json[]
}

/** The items of one call on an SDK that runs, folded by the vendor's reader. */
export function itemsOfCall({ vendor, surface, method, args }: CalledInShort): readonly Item[] {
  return folded(
    { kind: 'sdk', vendor, surface, tracker: 'i1', state: 'running', key: 'k1' },
    { kind: 'call', vendor, surface, tracker: 'i1', call: 1, method, args },
  )
}

/** The items of one request to `url` with this body, folded by the vendor's decoder. */
export function itemsOfRequest(vendor: string, url: string, json: Json): readonly Item[] {
  const text = JSON.stringify(json)
  const body: Body = { text, size: text.length }
  return folded({ kind: 'request', request: 1, vendor, via: 'fetch', method: 'POST', url, body })
}

function folded(...happenings: readonly Happening[]): readonly Item[] {
  return [
    ...story()
      .tell('d1', ...happenings)
      .facts.reduce(reduce, emptyState).items,
  ]
}
