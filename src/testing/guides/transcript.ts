/** Runs what shows a guide's statement, and writes what came of it as lines of text. */
import type { Vendor } from '../../core/contract/vendor'
import type { Happening } from '../../core/fact'
import type { Customer, Item } from '../../core/item'
import { isObject, type Json, parseJson } from '../../core/json'
import type { Moment, State, Tracker } from '../../core/state'
import { deliveryOf, type Frame, type LabEffect, play, type Step } from '../../lab/bench'
import type { Model } from '../../lab/model'
import { models } from '../../lab/models'
import { readSequence, type Sequence } from '../../lab/sequence'
import { readStep, stepText } from '../../lab/step-text'
import { vendorOf } from '../../providers/registry'
import { answers, calling, left, opened, type PageStory, pageStory, running, sends } from '../page-story'
import type { Guide, Run } from './statement'

/** When every sequence begins, in milliseconds since 1970. */
const START = 1_700_000_000_000

/** What a sequence begins with, and what a page's app configures the SDK with. */
const HEADS: Readonly<Record<Guide, readonly string[]>> = {
  bloomreach: ['set projectToken "P"', 'set authorization "Token key"', 'set flushMode "manual"'],
  customerio: ['set key "K"'],
}
const PROFILES: Readonly<Record<Guide, string>> = { bloomreach: 'documented', customerio: 'ios' }
const CONFIG = { projectToken: 'P', authorizationToken: 'key', flushMode: 'MANUAL' }

/** The lines that some evidence tells. */
export function transcriptOf(guide: Guide, run: Run): readonly string[] {
  switch (run.by) {
    case 'lab':
      return labLines(playedOf(guide, run))
    case 'page':
      return stateLines(told(guide, run).state())
    case 'wire':
      return stateLines(heard(guide, playedOf(guide, run)))
    case 'request':
      return stateLines(exchanged(guide, run))
    case 'offer':
      return offerLines(guide, run)
  }
}

/** A sequence of the Lab, and the profile that it is played in. */
type Played = Pick<Extract<Run, { by: 'lab' }>, 'script' | 'profile'>

function sequenceOf(guide: Guide, { script, profile = PROFILES[guide] }: Played): Sequence {
  const text = [`lab ${guide} ${profile}`, ...HEADS[guide], script].join('\n')
  const sequence = readSequence(text, models, START)
  if ('problems' in sequence) throw new Error(`${JSON.stringify(sequence.problems)} in\n${text}`)
  return sequence
}

/** The frames of a sequence of the Lab, in the profile that the guide describes or another. */
export function playedOf(guide: Guide, run: Played): readonly Frame<unknown>[] {
  const { setup, steps } = sequenceOf(guide, run)
  const model = models.find(({ vendor }) => vendor === guide) as Model<unknown>
  return play(
    model,
    setup,
    steps.map(({ step }) => step),
  )
}

/** Calls each cookie `c1`, `c2` … in the order in which they are met. */
function nicknames(): (customer: Customer | null) => string {
  const cookies: string[] = []
  return (customer) => {
    if (!customer) return 'nobody known'
    const nick = (name: string, id: string) => {
      if (name !== 'cookie' && name !== 'anonymousId') return `${name}=${id}`
      if (!cookies.includes(id)) cookies.push(id)
      return `c${cookies.indexOf(id) + 1}`
    }
    const ids = Object.entries({ ...customer.soft, ...customer.hard }).map(([name, id]) => nick(name, id))
    return ids.length ? ids.join(' ') : 'nobody'
  }
}

const seconds = (ms: number) => (ms - START) / 1000

function labLines(frames: readonly Frame<unknown>[]): readonly string[] {
  const who = nicknames()
  const lines: string[] = []
  frames.forEach((frame) => {
    lines.push(...frame.effects.flatMap((effect) => effectLines(effect, frame, who)))
  })
  const end = frames.at(-1)
  return end ? [...lines, ...endLines(end, who)] : lines
}

type Who = ReturnType<typeof nicknames>

function effectLines(effect: LabEffect, frame: Frame<unknown>, who: Who): readonly string[] {
  switch (effect.effect) {
    case 'amended':
    case 'tracked': {
      const { name, properties, timestamp, customer, key } = effect.item
      const at = timestamp === null ? '' : ` @${Math.round((timestamp * 1000 - START) * 1000) / 1e6}`
      return [`${effect.effect} ${name} ${JSON.stringify(properties)}${at} as ${who(customer)} for ${key}`]
    }
    case 'request':
      return [requestLine(effect.request)]
    case 'stored':
      return [`${effect.value === null ? 'removed' : 'stored'} ${effect.key} ${JSON.stringify(effect.value)}`]
    case 'log':
      return [`log ${effect.text}`]
    case 'answered':
      return [`answered ${effect.answer.status}`]
    case 'bench':
      return [`bench ${effect.text}`]
    default:
      return effect.items.map(
        (id) => `${effect.effect} ${frame.items.find(({ item }) => item.id === id)?.item.name}: ${effect.text}`,
      )
  }
}

function requestLine({ url, body, headers }: Frame<unknown>['requests'][number]['request']): string {
  const { authorization } = headers
  const by = authorization === undefined ? '' : ` by ${authorization}`
  return `sent ${url.replace(/^https?:\/\/[^/]+/, '')} ${body.replaceAll('\n', '')}${by}`
}

function endLines(frame: Frame<unknown>, who: Who): readonly string[] {
  const { view, stored } = frame
  return [
    `end status ${view.status}`,
    `end customer ${who(view.customer)}`,
    `end token ${view.pushToken}`,
    `end session ${view.session.active ? `since ${seconds(view.session.startedAt ?? 0)}` : 'none'}`,
    `end queue ${view.queue.map(({ name }) => name).join(', ') || 'empty'}`,
    `end stored ${Object.keys(stored).join(', ') || 'nothing'}.`,
    ...Object.entries(stored).map(([key, value]) => `end holds ${key} ${JSON.stringify(value)}`),
    ...(view.content?.loadedFor
      ? [`end content for ${who({ soft: { cookie: view.content.loadedFor }, hard: {} })}`]
      : []),
    `end requests ${frame.requests.length}`,
    ...frame.items.map((each) => `end item ${each.item.name} ${deliveryOf(frame, each)}`),
  ]
}

/** A page on which these calls are made; those of an app that has no arguments configure it as the Lab is set up. */
function told(guide: Guide, { script, surface = 'bridge' }: Omit<Extract<Run, { by: 'page' }>, 'by'>): PageStory {
  const met = { vendor: guide, surface, tracker: 'app' }
  const key = guide === 'customerio' ? 'K' : surface === 'bridge' ? null : 'P'
  const begin = (doc: string) => [opened(doc), running(met, key)]
  const story = pageStory().in('d0', ...begin('d0'))
  let doc = 0
  for (const line of script.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const method = /^[\w.]+(?=\()/.exec(line)?.[0] ?? ''
    const step = readStep(line.slice(method.length && method.lastIndexOf('.') + 1), [
      { method: method.replace(/^.*\./, ''), fields: [], hint: '', destructive: false },
    ])
    if ('wrong' in step) throw new Error(`${step.wrong}: ${line}`)
    if (step.step === 'wait') story.wait(step.ms)
    else if (step.step === 'call') story.in(`d${doc}`, calling(met, method.replace(/^_cio\./, ''), ...configured(step)))
    else if (step.step === 'app' && step.change === 'killed') story.in(`d${doc}`, left)
    else if (step.step === 'app' && step.change === 'launched') story.in(`d${++doc}`, ...begin(`d${doc}`))
    else throw new Error(`A page cannot do this: ${line}`)
  }
  return story
}

function configured(step: Extract<Step, { step: 'call' }>): readonly Json[] {
  if (step.method !== 'configure') return step.args
  const [given] = step.args
  return [{ ...CONFIG, ...(isObject(given) ? given : {}) }]
}

/** The state that the requests and answers of a sequence give, without any call. */
function heard(guide: Guide, frames: readonly Frame<unknown>[]): State {
  const story = pageStory().in('d0', opened('d0'))
  for (const { number, at, request, answer } of frames.at(-1)?.requests ?? []) {
    if (!vendorNamed(guide).claims(request.method, request.url)) throw new Error(`Not claimed: ${request.url}`)
    if (at > story.now()) story.wait(at - story.now())
    const happenings: Happening[] = [sends(guide, number, { url: request.url }, request.body)]
    if (answer && answer.status !== null) happenings.push(answers(number, answer.status, answer.body))
    story.in('d0', ...happenings)
  }
  return story.state()
}

/** The state that one request, or the same to several addresses, and its answer give. */
function exchanged(guide: Guide, { url, body, answer }: Extract<Run, { by: 'request' }>): State {
  const method = body === null ? 'GET' : 'POST'
  const story = pageStory().in('d0', opened('d0'))
  for (const [n, to] of [url].flat().entries()) {
    if (!vendorNamed(guide).claims(method, to)) throw new Error(`Not claimed: ${to}`)
    const sent = { ...sends(guide, n + 1, { url: to }, body), method }
    story.in('d0', sent, answers(n + 1, ...answer))
  }
  return story.state()
}

function vendorNamed(guide: Guide): Vendor {
  const vendor = vendorOf(guide)
  if (!vendor) throw new Error(`No vendor ${guide}`)
  return vendor
}

function stateLines(state: State): readonly string[] {
  const who = nicknames()
  const asides = state.exchanges.toArray().flatMap(({ aside }) => aside ?? [])
  return [
    ...state.items.toArray().map((item) => itemLine(item, who)),
    ...state.moments.toArray().map((moment) => momentLine(moment)),
    ...asides.map((aside) => `aside ${aside}`),
    ...(asides.length > 1 ? [`asides ${asides.join(', ')}`] : []),
    ...[...state.trackers.values()].map((tracker) => trackerLine(tracker, who)),
  ]
}

function itemLine(item: Item, who: Who): string {
  const { type, name, delivery, properties, adds, claimedAt, calledAs, sentAs, seenAt, notes, why } = item
  const claimed = claimedAt === null ? '' : ` claimed ${claimedAt / 1000}`
  const said = [...notes.map(({ text }) => text), why].filter((text) => text !== '').join(' | ')
  const as = sentAs ? `sent as ${who(sentAs)}` : `called as ${who(calledAs)}`
  const seen = `seen at ${Math.floor(seconds(seenAt))}`
  const had = JSON.stringify({ ...adds, ...properties })
  return `item ${name} (${type}) ${delivery} ${had}${claimed} ${as}: ${said}; ${seen}`
}

function momentLine(moment: Moment): string {
  return 'change' in moment
    ? `moment ${moment.kind} ${moment.change}: ${moment.text}`
    : `moment ${moment.kind}: ${moment.text}`
}

function trackerLine(tracker: Tracker, who: Who): string {
  const { key, surface, status, customer, pushToken, session, config } = tracker
  const parts = [`tracker ${key} ${surface} ${status}`, `customer ${who(customer)}`, `token ${pushToken}`]
  parts.push(`session ${session.state}`, `config ${JSON.stringify(config)}`, `session timeout ${session.timeout}`)
  return parts.join('; ')
}

/** What a trigger would call; on the bridge, what the documented SDK makes of that call after the page's own ones. */
function offerLines(
  guide: Guide,
  { command, payload, next, ...run }: Extract<Run, { by: 'offer' }>,
): readonly string[] {
  const tracker = told(guide, run).state().trackers.last()
  if (!tracker) throw new Error(`No tracker after ${run.script}`)
  const offered = vendorNamed(guide).offers(tracker)[command]
  if ('refusal' in offered) return [`refused ${offered.refusal}`]
  const { method, path, args, asks = [], warning } = offered.command
  const call = stepText({ step: 'call', method: path, args: args(payload) })
  if (parseJson(JSON.stringify(args(payload))) === null) throw new Error(`No JSON: ${call}`)
  const script = `${run.script}\n${call}\n${next}`
  return [
    `button ${method}`,
    ...asks.map(({ name, required }) => `asks ${name}, ${required ? 'required' : 'optional'}`),
    ...(warning === null ? [] : [`warning ${warning}`]),
    `calls ${call}`,
    ...(run.surface === undefined ? labLines(playedOf(guide, { script })) : []),
  ]
}
