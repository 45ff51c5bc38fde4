/**
 * What holds for every vendor, found by its folder: the same files, samples that are its own and nobody else's,
 * triggers that do something or say why not, and functions that take whatever a page sends.
 */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../core/contract/offer'
import type { Effect, Vendor } from '../core/contract/vendor'
import type { CallFact, Stamp } from '../core/fact'
import type { Attempt, Item, WireItem } from '../core/item'
import { isObject, type Json, type JsonObject } from '../core/json'
import { emptyState, type Tracker } from '../core/state'
import { bodyOf, jsonOf, type Sample, type SampleFile } from '../testing/samples'
import { stateOf } from '../testing/scene'
import { addresses } from './addresses'
import { claims } from './claims'
import { reduce } from './fold'
import { matches } from './matches'
import { vendors } from './registry'

/** Every vendor's folder, and what stands in it. The README beside this file says what each is for. */
const FILES = [
  'README.md',
  'answer.ts',
  'claims.ts',
  'customer.ts',
  'delivery.ts',
  'index.ts',
  'joins.ts',
  'meaning.ts',
]
const MORE = ['sdk.ts', 'storage.ts', 'surface.ts', 'calls/', 'decode/', 'offers/', 'samples/', 'surface/']
const ROLES: readonly string[] = [...FILES, ...MORE]
/** Vendors whose SDKs speak another's format: they build on its folder, and have only the files where they differ. */
const FORMAT_OF: Readonly<Record<string, string>> = { rudderstack: 'customerio', segment: 'customerio' }
const LEAST = ['README.md', 'claims.ts', 'index.ts', 'samples/']

const here = (path: string) => new URL(path, import.meta.url)
const folders = readdirSync(here('.'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
const sniffs = import.meta.glob<(body: string, url: string) => boolean>('./*/claims.ts', {
  eager: true,
  import: 'sniff',
})
const sampleFiles = import.meta.glob<SampleFile>('./*/samples/*.json', { eager: true, import: 'default' })
const samplesOf = (id: string): readonly Sample[] =>
  Object.entries(sampleFiles).flatMap(([path, file]) => (path.startsWith(`./${id}/`) ? file.requests : []))

/** The vendors that would take a request for their own, by its address and a first look at its body. */
const takers = ({ method, url, body }: Sample) =>
  claims.flatMap(([id, claim]) =>
    claim(method, url) && sniffs[`./${id}/claims.ts`]?.(bodyOf({ body }).text ?? '', url) ? [id] : [],
  )

/** Every word in the sources of one role: among them all method names, storage keys or signals that it reads. */
function wordsIn(vendor: string, role: string): readonly string[] {
  const id = FORMAT_OF[vendor] ?? vendor
  const files = role.endsWith('/') ? readdirSync(here(`./${id}/${role}`)).map((file) => role + file) : [role]
  const text = files.map((file) => readFileSync(here(`./${id}/${file}`), 'utf8')).join('\n')
  return [...new Set(text.match(/\b[\w.:-]{2,60}\b/g))]
}

/** What every object seems to have a member for, so that a table that is asked for a page's word has one too. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype)

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  fc
    .constantFrom('undefined', 'function', 'NaN', 'cycle', 'date', 'cut')
    .map((kind): Json => ({ $tl: kind, text: 'x' })),
)
const object = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'id', 'userId', 'url')), json, {
  maxKeys: 5,
}) as fc.Arbitrary<JsonObject>
const ids = fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 })
const customer = fc.record({ soft: ids, hard: ids })
const text = fc.oneof(fc.string(), fc.json())
const body = fc.record({
  text: fc.option(text),
  size: fc.nat(),
  binary: fc.boolean(),
  cut: fc.boolean(),
})
const status = fc.option(fc.constantFrom(0, 100, 200, 204, 302, 400, 429, 500, 599))

const trackerOf = (vendor: Vendor) =>
  fc
    .record({
      surface: fc.oneof(fc.constantFrom(...vendor.surfaces), fc.string()),
      key: fc.option(fc.string()),
      version: fc.option(fc.string()),
      status: fc.constantFrom('stub' as const, 'running' as const, 'stopped' as const, 'wiped' as const),
      config: fc.option(json),
      customer,
      traits: object,
      pushToken: fc.option(fc.string()),
      instance: fc.option(fc.constant({ doc: 'd', name: 't' })),
    })
    .map((part): Tracker => {
      const [tracker] = stateOf({ trackers: [{}] }, vendor.id).trackers.values()
      if (!tracker) throw new Error('a scene has a tracker')
      return { ...tracker, ...part }
    })

const itemOf = (vendor: Vendor) =>
  fc
    .record({
      name: fc.oneof(fc.string(), fc.constantFrom(...wordsIn(vendor.id, 'meaning.ts'))),
      type: fc.constantFrom('event' as const, 'identify' as const, 'push' as const),
      properties: object,
      wireProperties: fc.option(object),
      method: fc.option(fc.constantFrom(...wordsIn(vendor.id, 'calls/'))),
    })
    .map((part): Item => {
      const item = stateOf({ items: [part] }, vendor.id).items.first()
      if (!item) throw new Error('a scene has its item')
      return item
    })

/** A value with something else in one place of it, however deep. */
function spoilt(whole: Json, places: readonly number[], other: Json): Json {
  const [place, ...deeper] = places
  if (place === undefined || typeof whole !== 'object' || whole === null) return other
  if (Array.isArray(whole)) {
    const list = whole as readonly Json[]
    const at = list.length ? place % list.length : 0
    return list.map((entry, i) => (i === at ? spoilt(entry, deeper, other) : entry))
  }
  const keys = Object.keys(whole)
  const key = keys[keys.length ? place % keys.length : 0] ?? 'x'
  return { ...whole, [key]: spoilt((whole as JsonObject)[key] ?? null, deeper, other) }
}

const stamp: Stamp = { doc: 'd', seq: 1, at: 1_763_788_400_000, frame: 0 }

it('has a vendor in every folder, named like it', () => {
  expect(vendors.map(({ id }) => id).sort()).toEqual(folders.map(({ name }) => name).sort())
})

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s', (id, vendor) => {
  const samples = samplesOf(id)

  it('has exactly the files of a vendor', () => {
    const found = readdirSync(here(`./${id}`), { withFileTypes: true })
      .filter(({ name }) => !name.endsWith('.test.ts'))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    const missing = (id in FORMAT_OF ? LEAST : ROLES).filter((name) => !found.includes(name))
    expect(missing, 'write these (src/providers/README.md says what each is for)').toEqual([])
    const readme = readFileSync(here(`./${id}/README.md`), 'utf8')
    const own = found.filter((name) => !ROLES.includes(name) && !readme.includes(`\`${name}\``))
    expect(own, 'put these into the file of their role, or give the reason in the vendor’s README').toEqual([])
    for (const role of ['calls/', 'decode/', 'offers/'].filter((each) => found.includes(each)))
      expect(readdirSync(here(`./${id}/${role}`)), `${role} is entered by its index`).toContain('index.ts')
  })

  it('has samples, and takes them for its own', () => {
    expect(samples.length).toBeGreaterThan(0)
    for (const sample of samples)
      expect(takers(sample), `${sample.method} ${sample.url}`).toEqual(sample.unclaimed ? [] : [id])
    // The page asks of no others whose they are.
    for (const { url, unclaimed } of samples) expect(!!unclaimed || matches(addresses, url), url).toBe(true)
  })

  it('decodes nobody else’s samples', () => {
    for (const other of vendors.filter((each) => each !== vendor))
      for (const sample of samplesOf(other.id))
        expect(vendor.decode({ ...sample, body: bodyOf(sample) }), sample.url).toBeNull()
  })

  it('decodes each of its samples into items, or says what else it is', () => {
    for (const sample of samples) {
      const decoded = vendor.decode({ ...sample, body: bodyOf(sample) })
      expect(decoded, sample.scenario).not.toBeNull()
      expect(decoded?.unreadable, sample.scenario).toBeNull()
      expect(vendor.surfaces, sample.scenario).toContain(decoded?.surface)
      if (decoded?.aside === null) {
        const told = decoded.items.length + (decoded.effects?.length ?? 0)
        expect(told, sample.scenario).toBeGreaterThan(0)
      } else expect(decoded?.items, sample.scenario).toEqual([])
    }
  })

  it('sorts IDs into soft and hard as it says', () => {
    const decoded = samples.map((sample) => vendor.decode({ ...sample, body: bodyOf(sample) }))
    const who = decoded.flatMap((each) => [
      ...(each?.items ?? []).flatMap(({ as }) => (as ? [as] : [])),
      ...(each?.effects ?? []).flatMap((effect) => (effect.kind === 'identity' ? [effect] : [])),
    ])
    const soft = new Set(who.flatMap((each) => Object.keys(each.soft ?? {})))
    const hard = new Set(who.flatMap((each) => Object.keys(each.hard ?? {})))
    expect(soft.size).toBeGreaterThan(0)
    expect(hard.size).toBeGreaterThan(0)
    expect([...soft].filter((name) => !vendor.softIds.includes(name))).toEqual([])
    expect([...hard].filter((name) => vendor.softIds.includes(name))).toEqual([])
    expect(vendor.hardIds?.filter((name) => vendor.softIds.includes(name)) ?? []).toEqual([])
  })

  it('offers on every surface a command, or says why not', () => {
    const payloads = [{}, { name: 'x', properties: { a: 1 }, ids: { [vendor.hardIds?.[0] ?? 'id']: 'u' }, texts: {} }]
    fc.assert(
      fc.property(trackerOf(vendor), (tracker) => {
        const offers = vendor.offers(tracker)
        expect(Object.keys(offers).sort()).toEqual([...COMMANDS].sort())
        for (const offer of Object.values(offers)) {
          if ('refusal' in offer) {
            expect(offer.refusal).toMatch(/\.$/)
            continue
          }
          expect(offer.command.method).toMatch(/\(.*\)$/)
          expect(offer.command.method).toContain(offer.command.path)
          for (const payload of payloads) {
            const args = offer.command.args(payload)
            expect(JSON.parse(JSON.stringify(args))).toEqual(args)
          }
        }
      }),
    )
  })

  it('reads what its own commands call', () => {
    for (const surface of vendor.surfaces) {
      const [tracker] = stateOf({ trackers: [{ surface }] }, id).trackers.values()
      const offer = tracker && vendor.offers(tracker).track
      if (!tracker || !offer || 'refusal' in offer) continue
      const args = offer.command.args({ name: 'bought', properties: { a: 1 } })
      const { items } = vendor.readCall(callOf(vendor, surface, offer.command.path, args), tracker)
      expect(
        items.map(({ name }) => name),
        surface,
      ).toEqual(['bought'])
    }
  })

  it('reads calls of any method with any arguments', () => {
    const methods = [...wordsIn(id, 'calls/'), ...INHERITED]
    fc.assert(
      fc.property(trackerOf(vendor), fc.array(json, { maxLength: 4 }), fc.boolean(), (tracker, args, buffered) => {
        for (const method of methods) {
          const call = { ...callOf(vendor, tracker.surface, method, args), buffered }
          readable(vendor.readCall(call, tracker))
        }
      }),
      { numRuns: 12 },
    )
  })

  it('takes no word for one of its own because every object has a member of that name', () => {
    const [tracker] = stateOf({ trackers: [{}] }, id).trackers.values()
    if (!tracker) throw new Error('a scene has a tracker')
    for (const word of INHERITED) {
      for (const surface of vendor.surfaces)
        for (const args of [[], [{ a: 1 }], [{ '': 1 }], ['a', { a: 1 }]])
          readable(vendor.readCall(callOf(vendor, surface, word, args), { ...tracker, surface }))
      const url = `https://shop.example/v1/${word.toLowerCase()}`
      const sent = { text: '{"writeKey":"k","event":"e"}', size: 28, binary: false, cut: false }
      expect(vendor.claims('POST', url), word).toBe(false)
      expect(vendor.decode({ method: 'POST', url, body: sent }), word).toBeNull()
    }
  })

  it('reads signals, stored values and sights of SDKs, whatever is in them', () => {
    const signals = [...wordsIn(id, 'sdk.ts'), ...INHERITED]
    const keys = [...wordsIn(id, 'storage.ts'), ...INHERITED]
    fc.assert(
      fc.property(trackerOf(vendor), json, fc.option(text), (tracker, detail, value) => {
        const base = { ...stamp, vendor: id, surface: tracker.surface, tracker: 't' }
        for (const name of signals) readable(vendor.readSignal({ ...base, kind: 'signal', name, detail }, tracker))
        for (const area of ['cookie', 'local'] as const)
          for (const key of keys)
            for (const who of [tracker, null])
              expect(
                vendor.readStorage({ ...stamp, kind: 'storage', vendor: id, area, key, value }, who),
              ).toBeInstanceOf(Array)
        for (const state of ['stub', 'running', 'gone'] as const)
          expect(vendor.readSdk({ ...base, kind: 'sdk', state, config: detail }, null)).toBeInstanceOf(Array)
      }),
      { numRuns: 12 },
    )
  })

  it('decodes any body at any address of its own, and reads any answer', () => {
    const spoiling = fc
      .tuple(fc.constantFrom(...samples), fc.array(fc.nat(20), { maxLength: 6 }), json)
      .map(([sample, places, other]): Sample => ({ ...sample, body: spoilt(jsonOf(sample) ?? null, places, other) }))
    const anything = fc
      .tuple(fc.constantFrom(...samples), fc.oneof(json, text))
      .map(([sample, whole]): Sample => ({ ...sample, body: whole }))
    const addresses = fc
      .oneof(fc.string(), fc.webUrl({ withQueryParameters: true }))
      .map((url): Sample => ({ scenario: 'x', method: 'POST', url, body: '{}' }))
    fc.assert(
      fc.property(fc.oneof(spoiling, anything, addresses), body, fc.nat(600), (sample, answer, code) => {
        expect(claims.map(([, claim]) => typeof claim(sample.method, sample.url))).toContain('boolean')
        const request = { ...sample, body: bodyOf(sample) }
        const decoded = vendor.decode(request)
        for (const item of decoded?.items ?? []) {
          expect(['delivered', 'rejected', 'unknown']).toContain(vendor.verdict(item, code, filled(answer)).outcome)
          expect(item.notes?.every((note) => typeof note.text === 'string') ?? true).toBe(true)
        }
        expect(vendor.readAnswer?.(request, code, filled(answer)) ?? []).toBeInstanceOf(Array)
        expect(vendor.decode({ ...sample, body: filled(answer) })).not.toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })

  it('takes no body and no answer apart that nests without end, whole or cut off', () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    const nested = (json: Json, places: readonly number[]): string =>
      JSON.stringify(spoilt(json, places, 'HERE')).replace('"HERE"', deep)
    const answers = ['data', 'errors', 'error', 'results', 'success', 'other'].map((name) => `{"${name}":[${deep}]}`)
    const bodies = (text: string, part: string) => [
      { text, size: text.length },
      { text: part, size: text.length, cut: true },
    ]
    for (const sample of samples.filter((_, n) => n % 12 === 0)) {
      const item = vendor.decode({ ...sample, body: bodyOf(sample) })?.items[0]
      for (const text of [...answers, deep])
        for (const answer of bodies(text, text.slice(0, -1))) {
          for (const code of [200, 400]) if (item) expect(vendor.verdict(item, code, answer).words).not.toBe('')
          expect(vendor.readAnswer?.({ ...sample, body: bodyOf(sample) }, 200, answer) ?? []).toEqual([])
        }
      for (const places of [[0], [0, 0, 1], [1], [2], [3]]) {
        const text = nested(jsonOf(sample) ?? null, places)
        for (const body of bodies(text, `${text.slice(0, -1)},`))
          expect(() => JSON.stringify(vendor.decode({ ...sample, body }))).not.toThrow()
      }
    }
  })

  it('takes no status for an answer that is none yet', () => {
    for (const sample of samples)
      for (const item of vendor.decode({ ...sample, body: bodyOf(sample) })?.items ?? [])
        for (const code of [100, 101, 199])
          expect(vendor.verdict(item, code, { text: '{"success":true}', size: 16 }).outcome).toBe('unknown')
  })

  it('judges any item: joined or not, surviving or not, and what comes after a try', () => {
    fc.assert(
      fc.property(
        trackerOf(vendor),
        itemOf(vendor),
        object,
        fc.tuple(fc.nat(200), status),
        (tracker, item, sent, [times, code]) => {
          const { type, name } = item
          const wire: WireItem = { type, name, properties: sent, id: null, as: null, claimedAt: null, index: 0 }
          expect(vendor.joins(item, wire)).toBeTypeOf('boolean')
          expect(vendor.survives(item, tracker)).toBeTypeOf('boolean')
          const attempt: Attempt = {
            ...{ exchange: 0, sentAt: 0, endedAt: 1, outcome: 'failed', status: code, words: null },
          }
          const tries = Array.from({ length: times }, () => attempt)
          const after = vendor.afterTry(tracker, {
            tries,
            status: code,
            place: { index: 0, of: 2 },
            sender: tracker.surface,
          })
          expect(['retrying', 'rejected', 'lost']).toContain(after.delivery)
          expect(after.why).not.toBe('')
        },
      ),
    )
  })

  it('folds each of its samples to items of its own', () => {
    for (const [n, sample] of samples.entries()) {
      const { method, url } = sample
      const request = {
        kind: 'request',
        request: n,
        vendor: id,
        via: 'fetch',
        method,
        url,
        body: bodyOf(sample),
      } as const
      const state = reduce(emptyState, { ...stamp, ...request })
      expect(state.items.every((item) => item.vendor === id)).toBe(true)
      expect(state.items.size).toBe(vendor.decode({ ...sample, body: bodyOf(sample) })?.items.length)
    }
  })
})

function callOf(vendor: Vendor, surface: string, method: string, args: readonly Json[]): CallFact & Stamp {
  return { ...stamp, kind: 'call', vendor: vendor.id, surface, tracker: 't', call: 1, method, args }
}

/** A generated body without the fields that it has not. */
function filled({ text, size, binary, cut }: { text: string | null; size: number; binary: boolean; cut: boolean }) {
  return { text, size, ...(binary ? { binary } : {}), ...(cut ? { cut } : {}) }
}

function readable({ items, effects }: { readonly items: readonly object[]; readonly effects: readonly Effect[] }) {
  for (const item of items) expect(isObject(item as Json)).toBe(true)
  expect(effects).toBeInstanceOf(Array)
}
