/** Calls observed, and requests alone, give the same answer as the model: every walk-through, and odd calls. */
import { expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Item } from '../core/item'
import { type Json, objectOr } from '../core/json'
import type { State } from '../core/state'
import { GUIDE_NAMES } from '../providers/bloomreach/calls/forms'
import { BEFORE, CALLS } from '../testing/odd-calls'
import { ODD } from '../testing/odd-sequences'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'
import { type Answer, deliveryOf, type Frame, play, type Step } from './bench'
import type { Model } from './model'
import { models } from './models'
import { readSequence, type Sequence } from './sequence'
import { walksOf } from './walks'

const START = 1_700_000_000_000

/** What SDKs track by themselves, so that no call tells of it before it is sent. */
const BY_ITSELF = ['installation', 'session_start', 'session_end', 'push token', 'notification_state']

/** Plays a sequence on its model, and as calls on a bridge with the requests and answers that the model gives. */
function both(
  sequence: Sequence,
  seen: 'calls too' | 'requests alone' = 'calls too',
): { readonly frames: readonly Frame<unknown>[]; readonly state: State } {
  const { setup } = sequence
  const model = models.find(({ vendor }) => vendor === setup.vendor) as Model<unknown>
  const steps = sequence.steps.map(({ step }) => step)
  const frames = play(model, setup, steps)
  const met = { vendor: setup.vendor, surface: 'bridge', tracker: 'app' }
  const key = setup.vendor === 'bloomreach' ? null : String(setup.settings.key)
  const hasCalls = seen === 'calls too'
  const story = pageStory().in('d0', opened('d0'), ...(hasCalls ? [running(met, key)] : []))
  let doc = 0
  const numbers = new Map<number, number>()
  steps.forEach((step, i) => {
    const frame = frames[i + 1]
    if (!frame) return
    if (frame.at > story.now()) story.wait(frame.at - story.now())
    if (step.step === 'call' && hasCalls)
      story.in(`d${doc}`, calling(met, step.method, ...argsOf(step, setup.settings)))
    if (step.step === 'app' && step.change === 'killed') story.in(`d${doc}`, left)
    if (step.step === 'app' && step.change === 'launched')
      story.in(`d${++doc}`, opened(`d${doc}`), ...(hasCalls ? [running(met, key)] : []))
    for (const happening of wireOf(frame, frames[i], numbers, setup.vendor)) story.in(`d${doc}`, happening)
  })
  return { frames, state: story.state() }
}

/** The Lab keeps the configuration in its settings; a page hands it over. */
function argsOf(step: Extract<Step, { step: 'call' }>, settings: Sequence['setup']['settings']): readonly Json[] {
  return step.method === 'configure' ? [{ ...settings, ...objectOr(step.args[0]) }] : step.args
}

/** The requests that a step sent, and the answers that it got, in the order in which they went and came. */
function wireOf(
  frame: Frame<unknown>,
  before: Frame<unknown> | undefined,
  numbers: Map<number, number>,
  vendor: string,
): readonly Happening[] {
  const known = new Map(before?.requests.map((sent) => [sent.number, sent]))
  const told = frame.requests.flatMap(({ number, at, request, answer }) => {
    const isNew = !known.has(number)
    if (isNew) numbers.set(number, number)
    const sent = { at, happening: sends(vendor, number, { url: request.url }, request.body) }
    const came = answer && !known.get(number)?.answer ? [{ at: answer.at, happening: answered(number, answer) }] : []
    return [...(isNew ? [sent] : []), ...came]
  })
  const order = ({ kind }: Happening) => (kind === 'request' ? 0 : 1)
  return told.sort((a, b) => a.at - b.at || order(a.happening) - order(b.happening)).map(({ happening }) => happening)
}

function answered(request: number, { status, body }: Answer): Happening {
  if (status === null) return { kind: 'failure', request, reason: 'network', error: '' }
  return answers(request, status, body ?? '')
}

/** The method that took something from the device, where a sentence begins with one. */
const takenBy = (text: string) => /^(stopIntegration|clearLocalCustomerData)\b/.exec(text)?.[1] ?? 'another reason'

/** What is lost unsent, by which call; what a refusal keeps from being tracked is an item of observation's alone. */
function compareLost({ steps }: Sequence, frames: readonly Frame<unknown>[], state: State): void {
  const frame = frames.at(-1) as Frame<unknown>
  const sentIds = new Set(frame.requests.flatMap(({ request }) => request.items))
  const unsent = frame.items.filter((each) => deliveryOf(frame, each) === 'lost' && !sentIds.has(each.item.id))
  const named = (name: string) => unsent.filter(({ item }) => item.name === name)
  // Beside each state of a token the shipped SDK updates the customer, of which no call tells.
  const updates = named('customer update').slice(named('notification_state').length)
  const others = unsent.filter(({ item }) => ![...BY_ITSELF, 'customer update'].includes(item.name))
  const gone = [...updates, ...others].map(({ item, text }) => `${item.name} ${takenBy(text)}`)
  const lost = state.items.toArray().filter(({ delivery, attempts }) => delivery === 'lost' && attempts.length === 0)
  const left = lost.filter(({ name }) => !BY_ITSELF.includes(name)).map(({ name, why }) => `${name} ${takenBy(why)}`)
  for (const each of gone) {
    expect(left).toContain(each)
    left.splice(left.indexOf(each), 1)
  }
  for (const { why } of lost) expect(why).not.toBe('')
  // Of each that is left, the model says that the call is refused, or waits for what never came.
  const tracks = steps.flatMap(({ step }, i) =>
    step.step === 'call' && /^(track|ident|scr|ali)/.test(step.method) ? [i] : [],
  )
  const unmade = tracks.filter((i) => {
    const effects = frames[i + 1]?.effects ?? []
    return effects.some(({ effect }) => effect === 'log') && !effects.some(({ effect }) => effect === 'tracked')
  })
  expect(left.length).toBeLessThanOrEqual(unmade.length)
  const says = (text: string) =>
    frames.some(({ effects }) => effects.some((e) => e.effect === 'log' && e.text.includes(text)))
  const notes = state.items.toArray().flatMap((item) => item.notes.map(({ text }) => text))
  expect(notes.some((text) => text.includes('milliseconds'))).toBe(says('milliseconds'))
}

function compare(sequence: Sequence): void {
  const { frames, state } = both(sequence)
  const frame = frames.at(-1) as Frame<unknown>
  const items = state.items.toArray()
  const sentIds = new Set(frame.requests.flatMap(({ request }) => request.items))
  const said = (name: string, delivery: string) => `${name} ${delivery}`
  const isWaiting = ({ delivery, attempts }: Item) => attempts.length === 0 && delivery !== 'lost'
  const sent = items.filter(({ attempts }) => attempts.length).map((item) => said(item.name, item.delivery))
  const waits = items.filter((item) => isWaiting(item) && !BY_ITSELF.includes(item.name)).map(({ name }) => name)
  const model = frame.items.map((each) => ({ ...each.item, delivery: deliveryOf(frame, each) }))
  expect(sent.sort()).toEqual(
    model
      .filter(({ id }) => sentIds.has(id))
      .map((item) => said(item.name, item.delivery))
      .sort(),
  )
  const pending = model.filter(
    ({ id, name, delivery }) => !sentIds.has(id) && delivery !== 'lost' && !BY_ITSELF.includes(name),
  )
  // What waits for configure() is no item yet for the model, and may never become one.
  if (frame.view.status !== 'not configured') expect(waits.sort()).toEqual(pending.map(({ name }) => name).sort())
  const present = state.trackers.find(({ instance }) => instance !== null) ?? state.trackers.last()
  expect(present?.status === 'stopped').toBe(frame.view.status === 'stopped')
  // The shipped SDK forgets a clear at once, and what a page runs on it does not say.
  const { cleared } = objectOr(objectOr(frame.state as Json).process)
  if (cleared === true && frame.view.status !== 'stopped') expect(present?.status).toBe('wiped')
  if (present?.status === 'wiped' && sequence.setup.profile === 'documented') expect(cleared).toBe(true)
  expect(present?.customer.hard).toEqual(frame.view.customer.hard)
  if (sequence.setup.vendor === 'bloomreach') expect(present?.pushToken).toBe(frame.view.pushToken)
  compareLost(sequence, frames, state)
  if (sequence.setup.settings.automaticSessionTracking === false)
    expect(state.trackers.last()?.session.state === 'active').toBe(frame.view.session.active)
}

/** Every walk and every odd sequence. */
const ALL: readonly (readonly [string, Sequence])[] = [
  ...walksOf(models, START).map(({ id, sequence }) => [`the walk ${id}`, sequence] as const),
  ...Object.entries(ODD).map(([name, text]) => {
    const sequence = readSequence(text, models, START)
    if ('problems' in sequence) throw new Error(JSON.stringify(sequence.problems))
    return [name, sequence] as const
  }),
]

it.each(ALL)('observation and model give the same answer to the same calls: %s', (_, sequence) => compare(sequence))

/** The same in the profile of the shipped SDK. */
const SHIPPED = ALL.filter(([, { setup }]) => setup.vendor === 'bloomreach').map(
  ([name, sequence]) => [name, { ...sequence, setup: { ...sequence.setup, profile: 'ios-4' } }] as const,
)

it.each(SHIPPED)('… and iOS SDK 4.0.1 does: %s', (_, sequence) => compare(sequence))

/** What no request tells: how often the SDK was set to try, its stop, and which of two equals of one moment it is. */
const UNTOLD = [
  'refusals until the SDK gives up',
  'an answer of nobody’s kind as the last that the SDK waits for',
  'a stop while requests are under way',
  'answers that deny success',
]

it.each([...ALL, ...SHIPPED].filter(([name]) => !UNTOLD.includes(name)))(
  'of what was sent, and as whom, requests alone tell the same as model and observation: %s',
  (_, sequence) => {
    const { frames, state } = both(sequence, 'requests alone')
    const frame = frames.at(-1) as Frame<unknown>
    const sentIds = new Set(frame.requests.flatMap(({ request }) => request.items))
    const model = frame.items.filter(({ item }) => sentIds.has(item.id))
    const items = state.items.toArray()
    expect(items.map(({ name, delivery }) => `${name} ${delivery}`).sort()).toEqual(
      model.map((each) => `${each.item.name} ${deliveryOf(frame, each)}`).sort(),
    )
    const observed = both(sequence).state.items.filter(({ attempts }) => attempts.length > 0)
    const sentAs = (all: Iterable<Item>) =>
      [...all].map(({ name, sentAs }) => `${name} ${JSON.stringify(sentAs)}`).sort()
    expect(sentAs(items)).toEqual(sentAs(observed))
  },
)

/** What can be said of a call, by what tells it in observation's words and in the Lab's. */
const MATTERS: Readonly<Record<string, RegExp>> = {
  'the time': /timestamp/,
  'no time at all': /timestamp is no time/,
  'a time by hand': /A session by hand has no time in the guide/,
  'the type or name': /event ?type|needs a (name|title)|without a (name|title)/i,
  'spaces around the name': /begins or ends with a space/,
  'IDs that are missing or no text': /customerIds|The ID .* is not a text|blank id/i,
  'no hard ID': /hard ID/,
  'a cookie': /cookie ID is/,
  'an empty ID': /is empty and is sent/,
  'another person': /without anonymize in between/,
  'an ID that is missing': /alias(\(\))? needs an ID/,
  properties: /(properties|params) (must be|are not) /,
  'automatic sessions': /tracked automatically|automaticSessionTracking is on/,
  'no session': /no session was started/i,
  'an open session': /session is still open/i,
  consent: /consent/,
  'the payload': /payload/,
  'the message': /message cannot be read/,
  'the link': /link is not a text|url must be a text|without a value for xnpe_cmp/,
  'the token': /pushToken is nil|no token|needs a token|without a device token/,
  'what is identified already': /identified already|skips an identify/,
  'a setting': /is ignored: (the (properties|period|timeout|flush)|it must)/,
  'a setting too early': /ignored: the SDK (is|was) not configured/,
  'a stop': /SDK is stopp(ed|ing)\b(?!.*already)/,
  'a second stop': /already in progress/,
  'a clear': /(is|are) not handled/,
  'a clear too late': /before the SDK is initialized/,
  'a second configure': /already configured/,
  'no configuration': /could not be configured/,
  'no project': /anonymize refused/,
  'what it means': /Destructive/,
  'what it lacks': /requires/,
}

const HEADS = {
  bloomreach: [
    ...['lab bloomreach documented', 'set projectToken "P"', 'set authorization "Token x"', 'set flushMode "manual"'],
  ],
  customerio: ['lab customerio ios', 'set key "K"'],
}

const mattersOf = (texts: readonly string[]) =>
  Object.entries(MATTERS).flatMap(([name, tells]) => (texts.some((text) => tells.test(text)) ? [name] : []))

/** Where a call waits, the Lab says what is odd about it as it is made: once the SDK is configured. */
const WAITING = ['a cleared SDK', 'an SDK that nobody configured']

/** A call by the guide's own name, where the React Native SDK has another one. */
const RENAMED = new RegExp(`^(?:${Object.keys(GUIDE_NAMES).join('|')})\\(`)

/** All calls, in the states in which their arguments count; else those that the state decides about. */
function callsIn(vendor: keyof typeof CALLS, state: string): readonly string[] {
  const all = CALLS[vendor]
  if (vendor === 'customerio' || state === 'a configured SDK') return all
  if (/by hand|ended/.test(state)) return all.filter((call) => /Session|anonymize/.test(call))
  const methodOf = (call: string) => call.replace(/\(.*/, '')
  return all.filter((call, at) => all.findIndex((other) => methodOf(other) === methodOf(call)) >= at - 1)
}

/** What a bridge says and the Lab does not: the bridge may be Android's, which leaves out such an ID and identifies. */
const OTHER_PLATFORM = { call: 'identifyCustomer({"registered": 7}, {})', matter: 'no hard ID' }

function read(vendor: keyof typeof CALLS, ...lines: readonly string[]): Sequence {
  const sequence = readSequence([...HEADS[vendor], ...lines].join('\n'), models, START)
  if ('problems' in sequence) throw new Error(JSON.stringify(sequence.problems))
  return sequence
}

const STATES = (['bloomreach', 'customerio'] as const).flatMap((vendor) =>
  Object.entries(BEFORE[vendor]).map(([state, before]) => ({ vendor, state, before })),
)

it.each(STATES)(
  'what is noted of a call, and why it is refused, is said by both: $state',
  ({ vendor, state, before }) => {
    const first = read(vendor, ...before)
    const was = both(first).state
    const then = WAITING.includes(state) ? ['configure()'] : []
    for (const call of callsIn(vendor, state)) {
      const { frames, state: now } = both(read(vendor, ...before, call, ...then))
      const steps = frames.slice(first.steps.length + 1)
      const logs = steps.flatMap(({ effects }) => effects.flatMap((e) => (e.effect === 'log' ? e.text : [])))
      const items = now.items.toArray().slice(was.items.toArray().length)
      const moments = now.moments.toArray().slice(was.moments.toArray().length)
      const told = items.flatMap(({ notes, why }) => [...notes.map(({ text }) => text), why])
      // What is said of a call names it as it was called, and nothing is said of it twice.
      const others = RENAMED.exec(call) ? [GUIDE_NAMES[call.replace(/\(.*/, '')] ?? ''] : []
      for (const text of [...logs, ...told, ...moments.map((each) => each.text)])
        expect(
          others.filter((name) => new RegExp(`^(Method )?${name}\\b`).test(text)),
          text,
        ).toEqual([])
      for (const { notes, why } of items)
        expect(notes.filter(({ about, text }) => about !== 'refusal' && text === why)).toEqual([])
      const observed = mattersOf([...told, ...moments.map(({ text }) => text)])
      const lab = mattersOf(logs)
      // A stopped SDK looks at no arguments, whose reader is told all the same what is odd about them.
      if (state === 'a stopped SDK' && lab.includes('a stop')) expect(observed, call).toContain('a stop')
      else if (call === OTHER_PLATFORM.call) expect(observed, call).toEqual([...lab, OTHER_PLATFORM.matter])
      else expect(observed, call).toEqual(lab)
    }
  },
)

it.each(['true', '1', '"1"', '"true"', 'false', '0', 'null'])(
  'a click counts as a delivery in both: silent %s',
  (silent) => {
    const call = `trackPushOpened({"silent": ${silent}, "attributes": {"campaign_name": "Sale"}})`
    const { frames, state } = both(read('bloomreach', 'configure()', call))
    const observed = state.items.find(({ name }) => name === 'campaign')?.properties.status
    expect(observed).toBe(frames.at(-1)?.items.find(({ item }) => item.name === 'campaign')?.item.properties.status)
    expect(observed).toBe(silent === 'true' || silent === '1' ? 'delivered' : 'clicked')
  },
)
