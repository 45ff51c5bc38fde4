/** What stands in a payload editor: its fields, whether they can be sent, and what the SDK's call would come to. */

import type { Argument, Command, Payload } from '../../core/contract/offer'
import type { Vendor } from '../../core/contract/vendor'
import type { Json } from '../../core/json'
import { readObject } from '../../core/json-text'
import type { Tracker } from '../../core/state'
import { problemOf } from './asked'

/** The fields as typed. `ids` are pairs of name and value. */
export interface PayloadDraft {
  readonly name: string
  readonly ids: readonly (readonly [string, string])[]
  readonly properties: string
  /** The command's own arguments by name, as typed. */
  readonly texts?: Readonly<Record<string, string>>
}

/** A draft's payload, or what is missing. */
export type DraftCheck = { readonly payload: Payload } | { readonly missing: string }

/** A payload as fields; `ids` names those that are offered even where the payload has none. */
export function draftOf(payload: Payload, ids: readonly string[]): PayloadDraft {
  const given = Object.entries(payload.ids ?? {})
  const [first] = ids
  const { properties } = payload
  return {
    name: payload.name ?? '',
    ids: given.length > 0 ? given : [[first ?? '', '']],
    properties: properties && Object.keys(properties).length > 0 ? JSON.stringify(properties, null, 2) : '{}',
    texts: payload.texts ?? {},
  }
}

/** Reads the fields. An identify call needs an id or a property; every id needs a name. */
export function checkDraft(
  command: 'track' | 'identify',
  draft: PayloadDraft,
  asks: readonly Argument[] = [],
): DraftCheck {
  const problem = problemOf(asks, draft.texts ?? {})
  if (problem !== null) return { missing: problem }
  const checked = checkPayload(command, draft)
  const texts = Object.fromEntries(Object.entries(draft.texts ?? {}).filter(([, text]) => text !== ''))
  return 'payload' in checked && Object.keys(texts).length > 0 ? { payload: { ...checked.payload, texts } } : checked
}

function checkPayload(command: 'track' | 'identify', draft: PayloadDraft): DraftCheck {
  const read = readObject(draft.properties)
  if ('problem' in read) return { missing: `Fix the JSON in line ${read.problem.line} first.` }
  const properties = read.value
  if (command === 'track') {
    if (draft.name === '') return { missing: 'Give the event a name: the SDK needs one.' }
    return { payload: { name: draft.name, properties } }
  }
  const ids: Record<string, string> = {}
  for (const [name, value] of draft.ids) {
    if (value === '') continue
    if (name.trim() === '') return { missing: `Name the ID that has the value ${value}.` }
    if (Object.hasOwn(ids, name)) return { missing: `The ID ${name} is used twice: remove one.` }
    ids[name] = value
  }
  if (Object.keys(ids).length === 0 && Object.keys(properties).length === 0)
    return { missing: 'Give an ID, or at least one property.' }
  return { payload: { ids, properties } }
}

/**
 * What the vendor documents of a call: what Tracklens notices about it, and whether it deletes or suppresses something
 * on the server.
 */
export function foresee(vendor: Vendor, tracker: Tracker, command: Command, args: readonly Json[]): Foreseen {
  const reading = vendor.readCall({ surface: tracker.surface, method: command.path, args }, tracker)
  return {
    notes: [
      ...new Set(
        reading.items.flatMap((item) => [
          ...(item.notes ?? []).map(({ text }) => text),
          ...(item.refused ? [item.refused] : []),
        ]),
      ),
    ],
    destructive: reading.items.some((item) => item.destructive === true),
  }
}

/** What a call would come to. */
export interface Foreseen {
  readonly notes: readonly string[]
  readonly destructive: boolean
}
