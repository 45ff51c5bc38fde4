/**
 * What the totals in a file must look like: a file may come from anywhere. Only readers of files load it; the
 * background makes its own, and a page's are not believed.
 */
import * as v from 'valibot'
import { type Checkpoint, FORGOTTEN } from '../core/checkpoint'
import type { Fact } from '../core/fact'
import { DELIVERIES } from '../core/item'
import { isObject, type Json } from '../core/json'

const text = v.string()
const texts = v.array(text)
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const number = v.pipe(count, v.maxValue(FORGOTTEN))
const numbers = v.array(number)
const time = v.pipe(v.number(), v.finite())
const maybe = { text: v.nullable(text), time: v.nullable(time), number: v.nullable(number) }
const object = v.custom<Json>((value) => isObject(value as Json))
const things = v.array(object)
const ids = v.record(text, text)
const customer = v.object({ soft: ids, hard: ids })
const delivery = v.picklist(DELIVERIES)
const body = v.object({ text: maybe.text, size: v.number() })
const session = v.object({
  state: v.picklist(['unknown', 'none', 'active', 'background', 'ended']),
  ...{ startedAt: maybe.time, endedAt: maybe.time, automatic: v.nullable(v.boolean()), timeout: maybe.time },
})
const answers = v.object({ host: text, answers: v.picklist(['other', 'denial']) })

const told = {
  ...{ id: text, vendor: text, surface: text, key: maybe.text, version: maybe.text, pushToken: maybe.text },
  status: v.picklist(['stub', 'running', 'stopped', 'wiped', 'foreign', 'left']),
  instance: v.nullable(v.object({ doc: text, name: text })),
  ...{ doc: v.optional(text), customerAt: v.optional(time), customerIn: v.optional(maybe.number) },
  ...{ customer, traits: object, session, flushMode: maybe.text, startedIn: v.optional(text) },
  consent: v.record(text, v.object({ granted: v.boolean(), at: time, item: maybe.number })),
  counts: v.object(Object.fromEntries(DELIVERIES.map((each) => [each, v.pipe(v.number(), v.integer())]))),
  lastFlush: v.nullable(v.object({ at: time, by: text })),
  forgotten: v.optional(v.object({ at: time, customer })),
  removedAt: v.optional(time),
  spoiled: v.optional(v.object({ doc: text, until: time, text })),
  withheld: v.optional(v.object({ times: count, origin: text, status: count })),
}
const tracker = v.object({ ...told, ahead: v.optional(v.record(text, v.object(told))) })

const attempt = v.object({
  ...{ exchange: number, sentAt: time, endedAt: maybe.time, status: v.nullable(count), words: maybe.text },
  outcome: v.picklist(['in flight', 'delivered', 'rejected', 'failed', 'unknown', 'blocked']),
  declarable: v.optional(answers),
})

const seen = { page: v.boolean(), browser: v.boolean() }
const item = v.object({
  ...{ n: number, tracker: text, vendor: text, doc: text, type: text, name: text, calledName: v.optional(text) },
  ...{ properties: object, wireProperties: v.nullable(object), id: maybe.text, seenAt: time, calledAt: maybe.time },
  ...{ claimedAt: maybe.time, calledAs: v.nullable(customer), sentAs: v.nullable(customer), method: maybe.text },
  ...{ stack: maybe.text, seenBy: v.object({ call: v.boolean(), ...seen }), trigger: maybe.text },
  ...{ automatic: v.boolean(), destructive: v.boolean(), error: maybe.text, delivery, why: text },
  ...{ attempts: v.array(attempt), call: maybe.number, notes: v.array(v.object({ about: text, text })) },
})

const wire = v.object({ type: text, name: text, properties: object, id: maybe.text, index: count })
const hop = v.object({ from: text, status: count, to: text })
const exchange = v.object({
  ...{ n: number, doc: text, vendor: text, via: text, method: text, url: text, body, sentAt: time },
  ...{ endedAt: maybe.time, status: v.nullable(count), answer: v.nullable(body), error: maybe.text },
  ...{ seenBy: v.object(seen), sender: text, tracker: maybe.text, items: numbers, carried: v.array(wire) },
  ...{ aside: maybe.text, unreadable: maybe.text, named: v.optional(customer) },
  transport: v.optional(v.object({ requestHeaders: ids, responseHeaders: ids, timing: v.record(text, v.number()) })),
  trail: v.optional(v.object({ hops: v.array(hop), end: maybe.text, last: maybe.text })),
})

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
  v.object({ kind: v.literal('consent'), ...stamp, category: text, item: v.optional(number) }),
  v.object({ kind: v.picklist(['status', 'flush', 'page', 'trigger', 'gap']), ...stamp }),
])

const document = v.object({
  ...{ id: text, url: text, title: text, top: v.boolean(), frame: count, late: v.boolean(), startedAt: time },
  ...{ left: v.boolean(), online: v.boolean(), visible: v.boolean(), held: texts, lastSeq: count },
})

const tie = v.object({
  ...{ hard: ids, sentAt: time, item: maybe.number, outcome: v.picklist(['accepted', 'refused', 'unknown']) },
})
const byKey = v.array(v.tuple([text, numbers]))
const request = v.pipe(number, v.maxValue(2 ** 24))
const cause = v.object({ at: time, trigger: maybe.text, things })

const TOTALS = v.object({
  ...{ facts: count, unlisted: count, trackers: v.array(tracker), documents: v.array(document) },
  ...{ items: v.array(item), exchanges: v.array(exchange), moments: v.array(moment) },
  blind: v.array(v.object({ at: time, missing: count, reason: text, detail: text })),
  ties: v.array(v.tuple([text, v.array(v.tuple([text, v.array(tie)])), v.array(v.tuple([text, texts]))])),
  ...{ accepted: v.array(answers), files: v.array(v.object({ name: text, problems: texts })) },
  mismatches: v.object({ callsWithoutRequest: count, requestsWithoutCall: count }),
  tables: v.object({
    ...{ waiting: byKey, uncalled: byKey, failed: byKey, sent: numbers, kept: numbers },
    instances: v.array(v.tuple([text, text])),
    unpaired: v.array(v.tuple([v.pipe(number, v.maxValue(2 ** 30)), number])),
    requests: v.array(v.tuple([text, request, number])),
    causes: v.array(v.tuple([text, v.array(cause)])),
  }),
})

/** A fact of a file, or why its totals are none; of most facts there is nothing to say. */
export function withSoundTotals(fact: Fact | string): Fact | string {
  if (typeof fact === 'string' || fact.kind !== 'gap' || fact.totals === undefined) return fact
  const { totals } = fact
  const parsed = v.safeParse(TOTALS, totals, { abortEarly: true })
  if (!parsed.success) return `a gap fact with wrong totals at ${v.getDotPath(parsed.issues[0]) ?? 'their beginning'}`
  return isNumbered(totals) ? fact : 'a gap fact with totals that are numbered wrongly'
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
