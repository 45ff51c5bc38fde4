/**
 * What each kind of fact and each order must look like. JSON inside of them is bounded in depth, and not walked
 * otherwise.
 */
import * as v from 'valibot'
import { BODY_NOTES } from '../core/body-note'
import type { Checkpoint } from '../core/checkpoint'
import type { Body, Happening } from '../core/fact'
import type { Json } from '../core/json'
import type { Order } from './messages'

/** How deep a fact may nest: Chromium's storage converts no deeper than 100 levels. */
const DEPTH_LIMIT = 100

const name = v.pipe(v.string(), v.maxLength(500))
const vendor = v.pipe(v.string(), v.maxLength(64))
const text = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const time = v.pipe(v.number(), v.finite())
const texts = v.record(text, text)
const json = v.custom<Json>((value) => value !== undefined)
const list = v.custom<readonly Json[]>(Array.isArray)
const flag = v.optional(v.boolean())
/** A body as far as it was kept. */
export const body: v.GenericSchema<unknown, Body> = v.object({
  text: v.nullable(text),
  size: v.number(),
  binary: flag,
  cut: flag,
  note: v.optional(v.picklist(BODY_NOTES)),
  about: v.optional(text),
})

/** The shape of every kind of fact, without its stamp. */
export const HAPPENINGS = {
  document: v.object({
    kind: v.literal('document'),
    url: text,
    title: text,
    top: v.boolean(),
    late: v.boolean(),
    startedAt: time,
    prerendering: flag,
    shared: flag,
    tab: v.optional(name),
  }),
  sdk: v.object({
    kind: v.literal('sdk'),
    vendor,
    surface: name,
    tracker: name,
    state: v.picklist(['stub', 'running', 'gone', 'foreign']),
    key: v.optional(text),
    version: v.optional(text),
    config: v.optional(json),
  }),
  call: v.object({
    kind: v.literal('call'),
    vendor,
    surface: name,
    tracker: name,
    call: count,
    method: name,
    args: list,
    id: v.optional(text),
    buffered: flag,
    foreign: flag,
    stack: v.optional(text),
    trigger: v.optional(name),
  }),
  outcome: v.object({
    kind: v.literal('outcome'),
    call: count,
    result: v.picklist(['threw', 'rejected']),
    error: text,
  }),
  signal: v.object({
    kind: v.literal('signal'),
    vendor,
    surface: name,
    tracker: name,
    name,
    id: v.optional(text),
    detail: v.optional(json),
  }),
  request: v.object({
    kind: v.literal('request'),
    request: count,
    vendor,
    via: v.picklist(['fetch', 'xhr', 'beacon', 'devtools', 'webRequest', 'file']),
    method: name,
    url: text,
    body,
  }),
  response: v.object({
    kind: v.literal('response'),
    request: count,
    status: count,
    body,
    redirected: v.optional(text),
    worker: flag,
  }),
  failure: v.object({
    kind: v.literal('failure'),
    request: count,
    reason: v.picklist(['network', 'aborted', 'timeout', 'blocked', 'refused']),
    error: text,
  }),
  exchange: v.object({
    kind: v.literal('exchange'),
    vendor,
    via: v.picklist(['devtools', 'webRequest', 'file']),
    method: name,
    url: text,
    body,
    status: count,
    answer: body,
    error: v.optional(text),
    startedAt: time,
    endedAt: time,
    redirect: v.optional(text),
    cached: flag,
    serviceWorker: flag,
    untold: v.optional(v.picklist(['unfinished', 'mocked', 'left'])),
    device: v.optional(count),
    standsFor: v.optional(text),
    transport: v.optional(v.object({ requestHeaders: texts, responseHeaders: texts, timing: v.record(text, time) })),
  }),
  storage: v.object({
    kind: v.literal('storage'),
    vendor,
    area: v.picklist(['cookie', 'local', 'session']),
    key: text,
    value: v.nullable(text),
  }),
  page: v.object({
    kind: v.literal('page'),
    change: v.picklist(['visible', 'hidden', 'pagehide', 'pageshow', 'activated', 'online', 'offline', 'route']),
    persisted: flag,
    url: v.optional(text),
  }),
  consent: v.object({ kind: v.literal('consent'), platform: v.picklist(['tcf', 'gcm']), signal: json }),
  trigger: v.object({
    kind: v.literal('trigger'),
    trigger: name,
    phase: v.picklist(['asked', 'done', 'failed']),
    vendor,
    by: v.picklist(['sdk', 'tracklens']),
    tracker: v.optional(name),
    instance: v.optional(name),
    command: name,
    method: name,
    args: list,
    problem: v.optional(v.picklist(['gone', 'lacks', 'refused', 'threw'])),
    message: v.optional(text),
  }),
  enforce: v.object({ kind: v.literal('enforce'), vendor, on: v.boolean() }),
  accept: v.object({
    kind: v.literal('accept'),
    host: name,
    answers: v.picklist(['other', 'denial']),
    on: v.boolean(),
  }),
  blocked: v.object({
    kind: v.literal('blocked'),
    vendor,
    what: v.picklist(['call', 'request']),
    method: name,
    url: v.optional(text),
    body: v.optional(body),
    args: v.optional(list),
  }),
  gap: v.object({
    kind: v.literal('gap'),
    missing: count,
    reason: v.picklist(['overflow', 'flood', 'lost', 'invalid', 'quota', 'cleared']),
    detail: text,
    // Looked at in files alone (`totals.ts`): a page's are not believed.
    totals: v.optional(v.custom<Checkpoint>((value) => value !== undefined)),
  }),
  file: v.object({
    kind: v.literal('file'),
    name: text,
    format: v.picklist(['har', 'trace']),
    tool: text,
    requests: count,
    since: v.nullable(time),
    broken: count,
    problems: v.array(text),
    bodiless: count,
    answerless: count,
    apart: v.exactOptional(count),
  }),
} satisfies { readonly [K in Happening['kind']]: v.GenericSchema<unknown, Extract<Happening, { readonly kind: K }>> }

/** What the panel may order. */
export const ORDER: v.GenericSchema<unknown, Order> = v.variant('order', [
  v.object({
    order: v.literal('call'),
    trigger: name,
    doc: name,
    vendor,
    instance: name,
    command: name,
    method: name,
    path: name,
    args: list,
  }),
  v.object({ order: v.literal('hold'), trigger: name, vendor, on: v.boolean() }),
  v.object({ order: v.literal('hello') }),
])

/**
 * Whether a value nests no deeper than `DEPTH_LIMIT`, without recursion. `json` is the text it was parsed from: few
 * opening brackets in it are proof enough, which spares nearly every fact the walk.
 */
export function isShallow(json: string, value: unknown): boolean {
  if (opensFew(json)) return true
  let level: object[] = typeof value === 'object' && value !== null ? [value] : []
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > DEPTH_LIMIT) return false
    const below: object[] = []
    for (const one of level) {
      for (const child of Object.values(one) as unknown[])
        if (typeof child === 'object' && child !== null) below.push(child)
    }
    level = below
  }
  return true
}

/** Whether so few brackets open in a text that they nest no deeper. The engine finds them faster than a loop does. */
function opensFew(json: string): boolean {
  let opening = 0
  for (const bracket of '[{')
    for (let at = json.indexOf(bracket); at >= 0; at = json.indexOf(bracket, at + 1))
      if (++opening > DEPTH_LIMIT) return false
  return true
}
