/** Settings as a file: written to be taken to another machine, and read with a word for whatever cannot be used. */
import type { HostAnswers } from '../../core/item'
import { isObject, type Json, type JsonObject } from '../../core/json'
import { declaredIn } from './declared'
import { type Preferences, preferencesIn } from './preferences'

/** The key that tells what the file is; its value is the form's number. */
const MARK = 'tracklens-settings'
const FORM = 1

/** What goes into a file. Recent filters stay at home: nobody chose to give them away. */
export interface Settings {
  readonly preferences: Preferences
  readonly accepted: readonly HostAnswers[]
  /** The plan in force, as its own file has it; null for none. */
  readonly plan: Json | null
}

/** What was read: only what the file has; `left` names what of it was not understood. */
export interface ReadSettings {
  readonly preferences: Partial<Preferences>
  readonly accepted: readonly HostAnswers[] | null
  readonly plan: Json | null
  readonly left: readonly string[]
}

/** The file's text, as JSON. */
export function writeSettings({ preferences, accepted, plan }: Settings): string {
  const { recent: _, ...kept } = preferences
  return `${JSON.stringify({ [MARK]: FORM, ...kept, accepted, ...(plan === null ? {} : { plan }) }, null, 2)}\n`
}

const WORDS = {
  density: 'the density of rows',
  time: 'the form of times',
  widths: 'column widths',
  hidden: 'hidden columns',
  order: 'the order',
  saved: 'saved filters',
  muted: 'muted rules',
  collectors: 'collectors',
} as const

/** Reads a file's text; `problem` says why it is none, and what to do. */
export function readSettings(text: string): ReadSettings | { readonly problem: string } {
  let json: Json
  try {
    json = JSON.parse(text.replace(/^\ufeff/, '')) as Json
  } catch (error) {
    return { problem: `This is not JSON (${(error as Error).message}). Choose a file that “Export settings” wrote.` }
  }
  if (!isObject(json) || json[MARK] === undefined)
    return { problem: 'These are not settings of Tracklens. Recordings and HARs are opened with “Open…” above.' }
  if (json[MARK] !== FORM)
    return { problem: `Its form is ${JSON.stringify(json[MARK])}, and this version reads ${FORM}: update Tracklens.` }
  const read = preferencesIn(json)
  const keys = (Object.keys(WORDS) as (keyof typeof WORDS)[]).filter((key) => json[key] !== undefined)
  const accepted = json.accepted === undefined ? null : declaredIn(json.accepted)
  const left = keys.flatMap((key) => lost(WORDS[key], json[key], read[key] as unknown as Json))
  return {
    preferences: Object.fromEntries(keys.map((key) => [key, read[key]])),
    accepted,
    plan: json.plan ?? null,
    left: accepted ? [...left, ...lost('declared answers', json.accepted, accepted as unknown as Json)] : left,
  }
}

/** What a reader left out of a value, in words. */
function lost(word: string, given: Json | undefined, read: Json): readonly string[] {
  const [all, kept] = [sizeOf(given), sizeOf(read)]
  if (all === null || kept === null) return given === read ? [] : [word]
  return all === kept ? [] : [`${all - kept} of ${all} ${word}`]
}

function sizeOf(value: Json | undefined): number | null {
  if (Array.isArray(value)) return value.length
  return isObject(value) ? Object.keys(value as JsonObject).length : null
}
