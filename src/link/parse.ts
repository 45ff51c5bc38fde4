/** The door: validates every message and every fact that comes from another context. Nothing here throws. */
import * as v from 'valibot'
import type { Fact, Happening } from '../core/fact'
import { parseJson } from '../core/json'
import { FACT_LIMIT, type PanelMessage, type UpMessage, type WatchMessage } from './messages'
import { HAPPENINGS, isShallow, ORDER } from './schemas'

/** A message with more facts or more characters than this is not read. */
const BATCH_FACT_LIMIT = 10_000
const BATCH_LIMIT = 16 * 1024 * 1024
/** Numbers of facts beyond this are no count of anything. */
const SEQ = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 40))
const DOC = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const POSITION = v.pipe(v.number(), v.integer(), v.minValue(0))

const UP = v.object({
  type: v.literal('facts'),
  doc: DOC,
  first: SEQ,
  facts: v.custom<readonly string[]>(
    (facts) =>
      Array.isArray(facts) &&
      facts.length <= BATCH_FACT_LIMIT &&
      facts.every((fact) => typeof fact === 'string') &&
      facts.reduce((sum: number, fact: string) => sum + fact.length, 0) <= BATCH_LIMIT,
  ),
})

const PANEL = v.variant('type', [
  UP,
  v.object({ type: v.literal('watch'), tab: POSITION, from: POSITION, log: v.pipe(v.string(), v.maxLength(100)) }),
  v.object({ type: v.literal('order'), tab: POSITION, order: ORDER }),
  v.object({ type: v.literal('clear'), tab: POSITION }),
  v.object({ type: v.literal('restore'), tab: POSITION }),
  v.object({ type: v.literal('beat') }),
])

const WATCH = v.variant('type', [
  v.object({ type: v.literal('ack'), doc: DOC, seq: POSITION }),
  v.object({
    type: v.literal('log'),
    log: v.string(),
    first: POSITION,
    // The background has validated each of them; it and the panel are the same extension.
    facts: v.custom<readonly Fact[]>(Array.isArray),
    more: v.boolean(),
  }),
])

/** A page's message, or null where it is none. */
export function parseUp(message: unknown): UpMessage | null {
  const parsed = v.safeParse(UP, message)
  return parsed.success ? parsed.output : null
}

/** A panel's message, or null where it is none. */
export function parsePanel(message: unknown): PanelMessage | null {
  const parsed = v.safeParse(PANEL, message)
  return parsed.success ? (parsed.output as PanelMessage) : null
}

/** The background's message to a panel, or null where it is none. */
export function parseWatch(message: unknown): WatchMessage | null {
  const parsed = v.safeParse(WATCH, message)
  return parsed.success ? parsed.output : null
}

/**
 * One fact from its JSON text, or the reason why it is none. Document, number and frame come from outside and replace
 * what the text says of them. Unknown extra fields stay; they are bounded by the text's length.
 */
export function parseFact(text: string, doc: string, seq: number, frame: number): Fact | string {
  if (text.length > FACT_LIMIT) return `longer than ${FACT_LIMIT} characters`
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null) return 'no JSON object'
  const { kind, at } = value as { kind?: unknown; at?: unknown }
  if (typeof kind !== 'string' || !Object.hasOwn(HAPPENINGS, kind)) return 'of no known kind'
  if (typeof at !== 'number' || !Number.isFinite(at)) return 'without a time'
  const schema: v.GenericSchema = HAPPENINGS[kind as Happening['kind']]
  const parsed = v.safeParse(schema, value, { abortEarly: true })
  if (!parsed.success) return `a ${kind} record with a wrong ${v.getDotPath(parsed.issues[0]) ?? 'shape'}`
  if (!isShallow(text, value)) return `a ${kind} record nested too deep`
  return Object.assign(value as object, { doc, seq, frame }) as Fact
}
