/**
 * What the totals in a file must look like: a file may come from anywhere. Only readers of files load it; the
 * background makes its own, and a page's are not believed.
 */
import * as v from 'valibot'
import { type Checkpoint, type CheckpointTables, FORGOTTEN } from '../core/checkpoint'
import type { Blind, DocumentState } from '../core/document'
import type { Fact } from '../core/fact'
import { type Attempt, DELIVERIES, type Item, type WireItem } from '../core/item'
import { isObject, type Json } from '../core/json'
import type { Exchange, Tracker } from '../core/state'
import { body } from './schemas'

/** A schema for every field, optional ones too: one that is missing here would be believed whatever it is. */
type Each<T> = Readonly<Record<keyof T, v.GenericSchema>>

const text = v.string()
const texts = v.array(text)
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const number = v.pipe(count, v.maxValue(FORGOTTEN))
const numbers = v.array(number)
const time = v.pipe(v.number(), v.finite())
const maybe = { text: v.nullable(text), time: v.nullable(time), number: v.nullable(number) }
const flag = v.optional(v.boolean())
const object = v.custom<Json>((value) => isObject(value as Json))
const things = v.array(object)
const ids = v.record(text, text)
const customer = v.object({ soft: ids, hard: ids })
const delivery = v.picklist(DELIVERIES)
const session = v.object({
  state: v.picklist(['unknown', 'none', 'active', 'background', 'ended']),
  ...{ startedAt: maybe.time, endedAt: maybe.time, automatic: v.nullable(v.boolean()), timeout: maybe.time },
  ...{ documented: v.optional(time), heardAt: v.optional(time), of: v.optional(text) },
})
const answers = v.object({ host: text, answers: v.picklist(['other', 'denial']) })

const consent = v.record(
  text,
  v.object({ granted: v.boolean(), at: time, until: v.optional(time), item: maybe.number }),
)
const told = {
  ...{ id: text, vendor: text, surface: text, key: maybe.text, version: maybe.text, pushToken: maybe.text },
  status: v.picklist(['stub', 'running', 'stopped', 'wiped', 'foreign', 'left']),
  instance: v.nullable(v.object({ doc: text, name: text })),
  config: v.custom<Json>((value) => value !== undefined),
  ...{ doc: v.optional(text), customerAt: v.optional(time), customerIn: v.optional(maybe.number) },
  ...{ customer, traits: object, session, flushMode: maybe.text, startedIn: v.optional(text) },
  ...{ consent, consentOf: v.optional(customer), consents: v.optional(v.array(v.object({ customer, consent }))) },
  counts: v.object(Object.fromEntries(DELIVERIES.map((each) => [each, v.pipe(v.number(), v.integer())]))),
  lastFlush: v.nullable(v.object({ at: time, by: text })),
  forgotten: v.optional(v.object({ at: time, customer })),
  removedAt: v.optional(time),
  device: v.optional(count),
  spoiled: v.optional(v.object({ doc: text, until: time, text })),
  withheld: v.optional(v.object({ times: count, origin: text, status: count })),
} satisfies Each<Omit<Tracker, 'elsewhere' | 'early' | 'inSight'>>
const tracker = v.object({ ...told, elsewhere: v.optional(v.record(text, v.object(told))) })

const attempt = v.object({
  ...{ exchange: number, sentAt: time, endedAt: maybe.time, status: v.nullable(count), words: maybe.text },
  outcome: v.picklist(['in flight', 'delivered', 'rejected', 'failed', 'unknown', 'blocked']),
  declarable: v.optional(answers),
  inForm: v.optional(v.literal(true)),
} satisfies Each<Attempt>)

const notes = v.array(v.object({ about: text, text }))
const seen = { page: v.boolean(), browser: v.boolean() }
const item = v.object({
  ...{ n: number, tracker: text, vendor: text, doc: text, type: text, name: text, calledName: v.optional(text) },
  ...{ properties: object, wireProperties: v.nullable(object), adds: v.optional(object), id: maybe.text },
  ...{ seenAt: time, calledAt: maybe.time },
  ...{ claimedAt: maybe.time, calledAs: v.nullable(customer), sentAs: v.nullable(customer), method: maybe.text },
  ...{ stack: maybe.text, seenBy: v.object({ call: v.boolean(), ...seen }), trigger: maybe.text },
  ...{ automatic: v.boolean(), destructive: v.boolean(), error: maybe.text, delivery, why: text },
  ...{ attempts: v.array(attempt), call: maybe.number, notes },
} satisfies Each<Item>)

const wire = v.object({
  ...{ type: text, name: text, properties: object, id: maybe.text, index: count, as: v.nullable(customer) },
  ...{ claimedAt: maybe.time, age: v.optional(time), automatic: flag, begins: flag, destructive: flag },
  ...{ notes: v.optional(notes), otherNames: v.optional(texts), ties: v.optional(customer) },
  ...{ unprocessed: v.optional(text), hasResult: flag, pixel: flag, key: v.optional(text) },
  nobody: v.optional(v.literal(true)),
} satisfies Each<WireItem>)
const hop = v.object({ from: text, status: count, to: text })
const exchange = v.object({
  ...{ n: number, doc: text, vendor: text, via: text, method: text, url: text, body, sentAt: time },
  ...{ endedAt: maybe.time, status: v.nullable(count), answer: v.nullable(body), error: maybe.text },
  ...{ seenBy: v.object(seen), sender: text, tracker: maybe.text, items: numbers, carried: v.array(wire) },
  ...{
    aside: maybe.text,
    unreadable: maybe.text,
    named: v.optional(customer),
    namedBy: v.optional(v.record(text, customer)),
  },
  transport: v.optional(v.object({ requestHeaders: ids, responseHeaders: ids, timing: v.record(text, v.number()) })),
  trail: v.optional(v.object({ hops: v.array(hop), end: maybe.text, last: maybe.text, unfollowed: flag })),
  ...{ unread: v.optional(v.union([v.boolean(), v.literal('called off')])), cached: flag, claimed: v.optional(count) },
  worker: v.optional(v.picklist(['answered', 'forwarded'])),
  untold: v.optional(v.picklist(['unfinished', 'mocked', 'left', 'unseen'])),
  ...{ toldBy: v.optional(text), standsFor: v.optional(text) },
} satisfies Each<Exchange>)

const stamp = { at: time, fact: count, tracker: maybe.text, doc: text, text }
const moment = v.variant('kind', [
  v.object({ kind: v.literal('identity'), ...stamp, change: text, from: customer, to: customer, by: text }),
  v.object({
    kind: v.literal('session'),
    ...stamp,
    change: text,
    automatic: v.boolean(),
    session: v.optional(session),
  }),
  v.object({
    ...{ kind: v.literal('consent'), ...stamp, source: text, category: text, granted: v.nullable(v.boolean()) },
    ...{ item: v.optional(number), until: v.optional(time) },
  }),
  v.object({ kind: v.literal('status'), ...stamp, status: text }),
  v.object({ kind: v.literal('flush'), ...stamp }),
  v.object({ kind: v.literal('page'), ...stamp, change: text }),
  v.object({ kind: v.literal('trigger'), ...stamp, phase: text, command: text }),
  v.object({ kind: v.literal('gap'), ...stamp, missing: count }),
])

const document = v.object({
  ...{ id: text, url: text, title: text, top: v.boolean(), frame: count, late: v.boolean(), startedAt: time },
  ...{ left: v.boolean(), online: v.boolean(), visible: v.boolean(), held: texts, lastSeq: count },
  ...{ prerendering: flag, shared: flag, stored: v.optional(texts), tab: v.optional(text) },
} satisfies Each<DocumentState>)

const tie = v.object({
  ...{ hard: ids, sentAt: time, item: maybe.number, outcome: v.picklist(['accepted', 'refused', 'unknown']) },
})
const byKey = v.array(v.tuple([text, numbers]))
const request = v.pipe(number, v.maxValue(2 ** 24))
const cause = v.object({ at: time, trigger: maybe.text, things })

const TOTALS = v.object({
  ...{ facts: count, unlisted: count, trackers: v.array(tracker), documents: v.array(document) },
  ...{ items: v.array(item), exchanges: v.array(exchange), moments: v.array(moment) },
  blind: v.array(v.object({ at: time, missing: count, reason: text, detail: text } satisfies Each<Blind>)),
  ties: v.array(v.tuple([text, v.array(v.tuple([text, v.array(tie)])), v.array(v.tuple([text, texts]))])),
  ...{ accepted: v.array(answers), files: v.array(v.object({ name: text, problems: texts })) },
  mismatches: v.object({ callsWithoutRequest: count, requestsWithoutCall: count }),
  tables: v.object({
    ...{ waiting: byKey, uncalled: byKey, failed: byKey, sent: numbers, kept: numbers },
    instances: v.array(v.tuple([text, text])),
    unpaired: v.array(v.tuple([v.pipe(number, v.maxValue(2 ** 30)), number])),
    requests: v.array(v.tuple([text, request, number])),
    causes: v.array(v.tuple([text, v.array(cause)])),
  } satisfies Each<CheckpointTables>),
} satisfies Each<Checkpoint>)

/** A fact of a file, or why its totals are none; of most facts there is nothing to say. */
export function withSoundTotals(fact: Fact | string): Fact | string {
  if (typeof fact === 'string' || fact.kind !== 'gap' || fact.totals === undefined) return fact
  const { totals } = fact
  const parsed = v.safeParse(TOTALS, totals, { abortEarly: true })
  if (!parsed.success) return `a gap record with wrong totals at ${v.getDotPath(parsed.issues[0]) ?? 'their beginning'}`
  return isNumbered(totals) ? fact : 'a gap record with totals that are numbered wrongly'
}

/** Items and exchanges are found by their place. */
function isNumbered({ items, exchanges, tables }: Checkpoint): boolean {
  const isItem = (n: number) => n < items.length
  const tabled = [tables.waiting, tables.uncalled, tables.failed].flatMap((table) => table.flatMap(([, all]) => all))
  return (
    items.every(({ n }, place) => n === place) &&
    exchanges.every(({ n }, place) => n === place) &&
    [...tabled, ...tables.sent, ...tables.kept].every(isItem) &&
    [...tables.unpaired.map(([, n]) => n), ...tables.requests.map(([, , n]) => n)].every((n) => n < exchanges.length)
  )
}
