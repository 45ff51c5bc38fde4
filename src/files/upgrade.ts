/**
 * Brings facts of older recordings into the present form while a file is read. A fact's number and time never change.
 */
import type { BodyNote } from '../core/body-note'
import { FACT_FORMAT, isObserver } from '../core/fact'
import { inText, isObject, type Json, type JsonObject } from '../core/json'

/** Whether facts of this format can be read. */
export function isReadable(format: Json | undefined): format is number {
  return Number.isInteger(format) && Number(format) >= 1 && Number(format) <= FACT_FORMAT
}

/**
 * One fact of a file of the given format, in the present one. What is no fact comes back as it is: the door that all
 * facts pass refuses it.
 */
export function upgrade(entry: Json, format: number): Json {
  if (!isObject(entry)) return entry
  const second = format < 2 ? fromFirst(entry) : entry
  return format < 3 ? fromSecond(second) : second
}

/** Until format 2, what Segment's SDK said of itself was Customer.io's. Of a request, the fold asks the body. */
function fromSecond(fact: JsonObject): JsonObject {
  return fact.vendor === 'customerio' && fact.surface === 'segment' ? { ...fact, vendor: 'segment' } : fact
}

/** In format 1, notes and what a browser did not say were sentences, and a trigger's `tracker` had two meanings. */
function fromFirst(fact: JsonObject): JsonObject {
  switch (fact.kind) {
    case 'request':
    case 'response':
    case 'blocked':
    case 'exchange':
      return { ...fact, ...noted(fact, 'body'), ...noted(fact, 'answer') }
    case 'failure':
      return SILENCE.has(inText(fact.error)) ? { ...fact, error: '' } : fact
    case 'trigger':
      return triggered(fact)
    default:
      return fact
  }
}

/** The sentences that stood for a browser's silence. */
const SILENCE: ReadonlySet<string> = new Set([
  'The request failed; the browser tells a page no more.',
  'The browser did not take the beacon: too much is waiting already.',
  'The page called it off before the browser sent it.',
])

/**
 * The tracker's id where the panel or the background spoke, the instance's name where a page did; and Tracklens itself
 * was the name of a method.
 */
function triggered({ tracker = '', ...fact }: JsonObject): JsonObject {
  if (fact.method === 'Tracklens') return { ...fact, by: 'tracklens', method: '' }
  return { ...fact, by: 'sdk', [isObserver(inText(fact.doc)) ? 'tracker' : 'instance']: tracker }
}

const STREAM =
  'A stream, which cannot be read without the page seeing it. ' +
  'The panel reads it from the network log while it is open.'
const NOTES: Readonly<Record<string, BodyNote>> = {
  [STREAM]: 'stream',
  'Sent as multipart form data, shown as name=value pairs.': 'form',
  'The body could not be read.': 'body',
  'The page itself may not see this answer (no-cors).': 'opaque',
  'The answer was read already.': 'used',
  'Only the first part was read.': 'part',
  'The answer broke off.': 'broken',
  'The answer was still arriving.': 'late',
  'The page was left before the body was read.': 'left',
  'The body was not read before the request was held back.': 'held',
  'Read as JSON by the page; shown as the same JSON.': 'json',
  'The page asked for a document.': 'document',
  'The browser does not give the answer’s text.': 'withheld',
  'The browser no longer had the answer’s text.': 'forgotten',
  'Form fields, encoded anew.': 'encoded',
  'The browser does not show bodies made of files or Blobs.': 'files',
  'The browser does not show answers to webRequest.': 'hidden',
  'Left out of the export: bytes cannot be masked.': 'masked',
}

/** A body of a fact with its note as a word, as that member; nothing where there is no such body or note. */
function noted(fact: JsonObject, name: 'body' | 'answer'): JsonObject {
  const body = fact[name]
  if (!isObject(body) || typeof body.note !== 'string') return {}
  return { [name]: { ...body, ...noteOf(body.note) } }
}

function noteOf(sentence: string): { readonly note: BodyNote; readonly about?: string } {
  const note = Object.hasOwn(NOTES, sentence) ? NOTES[sentence] : undefined
  if (note) return { note }
  const kind = /^A body of the kind (.*) is not read\.$/s.exec(sentence)?.[1]
  if (kind !== undefined) return { note: 'kind', about: kind }
  const live = /^A stream \((.*)\) is not copied\.$/s.exec(sentence)?.[1]
  return live === undefined ? { note: 'words', about: sentence } : { note: 'live', about: live }
}
