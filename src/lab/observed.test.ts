/** What is observed of calls gives the same answer as the model: every walk-through, and odd calls, played as both. */
import { expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Item } from '../core/item'
import { type Json, objectOr } from '../core/json'
import type { State } from '../core/state'
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
function both(sequence: Sequence): { readonly frames: readonly Frame<unknown>[]; readonly state: State } {
  const { setup } = sequence
  const model = models.find(({ vendor }) => vendor === setup.vendor) as Model<unknown>
  const steps = sequence.steps.map(({ step }) => step)
  const frames = play(model, setup, steps)
  const met = { vendor: setup.vendor, surface: 'bridge', tracker: 'app' }
  const key = setup.vendor === 'bloomreach' ? null : String(setup.settings.key)
  const story = pageStory().in('d0', opened('d0'), running(met, key))
  let doc = 0
  const numbers = new Map<number, number>()
  steps.forEach((step, i) => {
    const frame = frames[i + 1]
    if (!frame) return
    if (frame.at > story.now()) story.wait(frame.at - story.now())
    if (step.step === 'call') story.in(`d${doc}`, calling(met, step.method, ...argsOf(step, setup.settings)))
    if (step.step === 'app' && step.change === 'killed') story.in(`d${doc}`, left)
    if (step.step === 'app' && step.change === 'launched') story.in(`d${++doc}`, opened(`d${doc}`), running(met, key))
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
  const identifies = steps.some(({ step }) => step.step === 'call' && step.method === 'identifyCustomer')
  // Beside a token the shipped SDK updates the customer, of which no call tells.
  const byItself = (name: string) => BY_ITSELF.includes(name) || (name === 'customer update' && !identifies)
  const gone = frame.items
    .filter((each) => deliveryOf(frame, each) === 'lost' && !sentIds.has(each.item.id))
    .filter(({ item }) => !byItself(item.name))
    .map(({ item, text }) => `${item.name} ${takenBy(text)}`)
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
  expect(state.trackers.last()?.customer.hard).toEqual(frame.view.customer.hard)
  if (sequence.setup.vendor === 'bloomreach') expect(state.trackers.last()?.pushToken).toBe(frame.view.pushToken)
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
