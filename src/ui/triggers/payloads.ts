/**
 * What payload editors start from and suggest: names and ids seen so far, the payloads sent before, and captured items.
 */

import type { Payload } from '../../core/contract/offer'
import type { Vendor } from '../../core/contract/vendor'
import type { Item } from '../../core/item'
import { isMark, isObject, type Json, type JsonObject, objectOr } from '../../core/json'
import type { State, Tracker } from '../../core/state'
import type { Memory } from '../store/host'
import { isNamed } from './again'

/** How many payloads are remembered of each vendor and command, and how many items back names are looked for. */
export const PAYLOADS_KEPT = 12
const BACK = 5000
/** Stored under this name: vendor → command → payloads, newest first. */
const STORED = 'triggers'

/** Names of events of a vendor, the most recent first, without repetition. */
export function namesSeen(state: State, vendor: string): readonly string[] {
  const names = new Set<string>()
  const start = Math.max(0, state.items.size - BACK)
  for (let n = state.items.size - 1; n >= start && names.size < 200; n--) {
    const item = state.items.get(n)
    if (item?.vendor === vendor && isNamed(item)) names.add(item.name)
  }
  return [...names]
}

/** The properties that an event of this name last had; null where none was seen. */
export function lastProperties(state: State, vendor: string, name: string): JsonObject | null {
  const item = state.items.findLast((each) => each.vendor === vendor && each.name === name && isNamed(each))
  return item ? withoutMarks(item.properties).value : null
}

/** Names of a person's ids: those that the vendor documents, then those that the tracker was seen with. */
export function idNames(vendor: Vendor, tracker: Tracker): readonly string[] {
  return [...new Set([...(vendor.hardIds ?? []), ...Object.keys(tracker.customer.hard)])]
}

/** A payload that repeats an item. `left` counts the values that JSON cannot carry and that were left out. */
export function payloadOf(item: Item): { readonly payload: Payload; readonly left: number } {
  const { value, left } = withoutMarks(item.properties)
  if (item.type !== 'identify') return { payload: { name: item.name, properties: value }, left }
  return { payload: { ids: { ...(item.calledAs?.hard ?? item.sentAs?.hard) }, properties: value }, left }
}

/** An object without the marks that stand for what JSON cannot carry. */
function withoutMarks(object: JsonObject): { readonly value: JsonObject; readonly left: number } {
  let left = 0
  const kept = (value: Json): boolean => {
    const mark = isMark(value) && value.$tl !== 'date'
    if (mark) left++
    return !mark
  }
  const clean = (value: Json): Json => {
    if (isMark(value)) return value.text
    if (Array.isArray(value)) return value.filter(kept).map(clean)
    return isObject(value) ? fields(value) : value
  }
  const fields = (from: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(from)
        .filter(([, value]) => kept(value))
        .map(([name, value]) => [name, clean(value)]),
    )
  return { value: fields(object), left }
}

/** The payloads sent before, newest first. What is stored and no payload is passed over. */
export async function remembered(memory: Memory | null, vendor: string, command: string): Promise<readonly Payload[]> {
  const stored = objectOr(objectOr(await memory?.read(STORED))[vendor])[command]
  return Array.isArray(stored) ? stored.filter(isObject).map(asPayload) : []
}

/** Remembers a payload as the newest. */
export async function remember(
  memory: Memory | null,
  vendor: string,
  command: string,
  payload: Payload,
): Promise<void> {
  if (!memory) return
  const all = objectOr(await memory.read(STORED))
  const text = JSON.stringify(payload)
  const others = (await remembered(memory, vendor, command)).filter((each) => JSON.stringify(each) !== text)
  const kept = [payload, ...others].slice(0, PAYLOADS_KEPT) as unknown as Json
  memory.write(STORED, { ...all, [vendor]: { ...objectOr(all[vendor]), [command]: kept } })
}

/** Forgets what was sent to a vendor by a command. */
export async function forget(memory: Memory | null, vendor: string, command: string): Promise<void> {
  const all = objectOr(await memory?.read(STORED))
  memory?.write(STORED, { ...all, [vendor]: { ...objectOr(all[vendor]), [command]: [] } })
}

function asPayload(stored: JsonObject): Payload {
  const texts = (value: Json | undefined) =>
    Object.fromEntries(
      Object.entries(objectOr(value)).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    )
  return {
    ...(typeof stored.name === 'string' && { name: stored.name }),
    ...(isObject(stored.properties) && { properties: stored.properties }),
    ...(isObject(stored.ids) && { ids: texts(stored.ids) }),
    ...(isObject(stored.texts) && { texts: texts(stored.texts) }),
  }
}
