/** Applying what a call, a signal, a stored value or a request changes: identity, session, consent, status, queue. */

import type { Effect } from '../contract/vendor'
import type { Stamp } from '../fact'
import { clash, isEmpty } from '../ids'
import { type Customer, type Item, SETTLED, sameCustomer } from '../item'
import type { Moment, Session, Tracker } from '../state'
import { expectThings } from './causes'
import { changeConsent } from './consents'
import { onDevice, sharing, tellsOf } from './device'
import type { Draft } from './draft'
import { dropEarlier, forget, lose, loseUnlessSent, remove } from './losing'
import { NO_SESSION } from './new-tracker'
import { nameTracker } from './trackers'
import { unsettledItems } from './unsettled'

/** Who told of effects: the fact, with the call and the trigger that it may name, and the way that it was learnt by. */
export interface Teller {
  readonly fact: Stamp & { readonly call?: number; readonly trigger?: string }
  readonly by: Extract<Moment, { kind: 'identity' }>['by']
  /** As of when it is so, in milliseconds since 1970, where that is not the time of the fact. */
  readonly asOf?: number
  /** The item that brings the effect, where one does, and the exchange that carried it. */
  readonly item?: number
  readonly exchange?: number | null
  /** It makes no moment of its own: another tracker's tells of the same. */
  readonly quiet?: boolean
}

/** Applies effects to a tracker, in order. Returns the tracker's id, since an effect may give it its key. */
export function applyEffects(draft: Draft, id: string, effects: readonly Effect[], teller: Teller): string {
  let now = id
  for (const effect of effects) now = applyEffect(draft, now, effect, teller)
  return now
}

function applyEffect(draft: Draft, id: string, effect: Effect, teller: Teller): string {
  const tracker = draft.tracker(id)
  if (!tracker) return id
  const { fact, by } = teller
  const mark = { at: fact.at, tracker: id, doc: fact.doc }
  switch (effect.kind) {
    case 'tracker':
      return configure(draft, tracker, effect, fact)
    case 'identity':
      identify(draft, tracker, effect, teller)
      return id
    case 'session': {
      const told = by === 'wire' ? newsOf(tracker.session, effect.session) : effect.session
      if (told === null) return id
      const session = { ...(told.of === tracker.session.of ? tracker.session : NO_SESSION), ...told }
      const { change, text } = effect
      draft.changeTracker(id, { session })
      if (teller.quiet) return id
      draft.addMoment({ ...mark, kind: 'session', change, automatic: session.automatic === true, session, text })
      return id
    }
    case 'consent': {
      const { category, granted, until, text } = effect
      const [item, at] = [teller.item ?? null, teller.asOf ?? fact.at]
      // A word is of the time at which it was given (Bloomreach documentation, Tracking consent), whenever it comes.
      if (at < (tracker.consent[category]?.at ?? at)) return id
      const ends = until === undefined ? {} : { until }
      draft.changeTracker(id, { consent: { ...tracker.consent, [category]: { granted, at, ...ends, item } } })
      const said = { ...(item === null ? {} : { item }), ...ends }
      draft.addMoment({ ...mark, kind: 'consent', source: 'vendor', category, granted, text, ...said })
      return id
    }
    case 'push':
      if (effect.of && clash(effect.of.soft, tracker.customer.soft)) return id
      if (effect.moves) for (const each of sharing(draft, tracker)) draft.changeTracker(each.id, { pushToken: null })
      draft.changeTracker(id, { pushToken: effect.token })
      return id
    case 'flush':
      draft.changeTracker(id, { lastFlush: { at: fact.at, by: effect.by } })
      draft.addMoment({ ...mark, kind: 'flush', text: `Flush by ${effect.by}` })
      return id
    case 'loaded':
      unsettled(draft, id, fact.doc)
        .filter(({ delivery }) => delivery === 'buffered')
        .forEach((item, i) => {
          const isOver = effect.takes !== undefined && i >= effect.takes.most
          toQueue(draft, item, effect.drops ?? (isOver ? effect.takes?.full : undefined))
        })
      if (effect.drops !== undefined) forget(draft, tracker, (call) => call.fact.doc === fact.doc)
      return id
    case 'started':
      dropEarlier(draft, tracker, fact.doc, effect.drops)
      return id
    case 'device': {
      const all = sharing(draft, tracker)
      onDevice(draft, tracker, fact, (each) => {
        for (const inner of effect.effects)
          applyEffect(draft, each, inner, { ...teller, quiet: !tellsOf(inner, each, { all, called: id }) })
      })
      return id
    }
    case 'causes':
      expectThings(draft, id, effect.things, fact)
      return id
    case 'ignored':
      draft.addMoment({ ...mark, kind: 'status', status: tracker.status, text: effect.text })
      return id
    case 'wiped':
      forget(draft, tracker, () => true)
      draft.changeTracker(id, { removedAt: fact.at })
      for (const item of unsettled(draft, id, null))
        if (item.delivery !== 'in flight') remove(draft, item, tracker, { ...effect, at: fact.at })
      return id
    case 'persisted':
      for (const message of effect.ids) persist(draft, id, message)
      return id
    case 'dropped': {
      const item = draft.itemById(id, effect.id)
      if (item && !SETTLED.includes(item.delivery)) lose(draft, item, effect.text)
      return id
    }
  }
}

/** Two tellings of one moment, by the call and by the wire, differ by less than this; milliseconds. */
const SAME_MOMENT_MS = 1000

/** What a request tells of a session that is not known yet; null for nothing. */
function newsOf(known: Session, told: Partial<Session>): Partial<Session> | null {
  if (told.of !== known.of) return told
  const { startedAt = null, endedAt = null } = told
  // The requests of a flush need not come in the order of what they carry: this is the start of what has ended.
  const isOfEnded = known.state === 'ended' && known.startedAt === null && startedAt !== null && endedAt === null
  if (isOfEnded && startedAt < (known.endedAt ?? startedAt)) return { startedAt }
  return isStale(known, told) ? null : told
}

/** Whether a request tells what the call has told already, or comes too late to say anything of the present session. */
function isStale(known: Session, told: Partial<Session>): boolean {
  const start = told.startedAt ?? null
  const end = told.endedAt ?? null
  const before =
    known.startedAt !== null && (end ?? start ?? Number.POSITIVE_INFINITY) < known.startedAt - SAME_MOMENT_MS
  // The start of a session that has ended or was forgotten since: what waited goes out later.
  const over = known.endedAt === null ? null : known.endedAt - (known.state === 'none' ? 0 : SAME_MOMENT_MS)
  if (end === null && start !== null && over !== null && start < over) return true
  const near = (a: number | null, b: number | null) => a !== null && b !== null && Math.abs(a - b) < SAME_MOMENT_MS
  const same = end === null ? near(start, known.startedAt) && known.state !== 'ended' : near(end, known.endedAt)
  return before || same
}

/** What is in the SDK's place where it is not there itself. */
const STANDS_FOR_IT: Readonly<Partial<Record<Tracker['status'], string>>> = {
  stub: 'not loaded yet: a stub stands in for it',
  foreign: 'not there: an object of the page’s own, neither the SDK nor its stub, stands in its place',
}

function configure(
  draft: Draft,
  tracker: Tracker,
  effect: Extract<Effect, { kind: 'tracker' }>,
  { at, doc }: Pick<Stamp, 'at' | 'doc'>,
): string {
  const { key, version, status, config, session, flushMode } = effect
  if (key !== undefined && tracker.key !== null && key !== tracker.key) {
    // What is told beside the new key is the new project's.
    const { key: _, ...rest } = effect
    const now = draft.tracker(nameTracker(draft, tracker.id, key, { at, doc }))
    return now ? configure(draft, now, rest, { at, doc }) : tracker.id
  }
  const change: { -readonly [K in keyof Tracker]?: Tracker[K] } = {}
  if (version !== undefined) change.version = version
  if (status !== undefined) change.status = status
  if (config !== undefined) change.config = config
  if (session !== undefined) change.session = { ...tracker.session, ...session }
  if (flushMode !== undefined) change.flushMode = flushMode
  draft.changeTracker(tracker.id, change)
  if (status !== undefined && status !== tracker.status) {
    const text = `The SDK is ${STANDS_FOR_IT[status] ?? status}`
    draft.addMoment({ at, tracker: tracker.id, doc, kind: 'status', status, text })
  }
  return key === undefined ? tracker.id : nameTracker(draft, tracker.id, key, { at, doc })
}

function identify(
  draft: Draft,
  tracker: Tracker,
  effect: Extract<Effect, { kind: 'identity' }>,
  { fact, by, asOf = fact.at, exchange = null, quiet }: Teller,
): void {
  const { replace } = effect
  const from = {
    soft: replace === true ? {} : tracker.customer.soft,
    hard: replace ? {} : tracker.customer.hard,
  }
  const to: Customer = { soft: { ...from.soft, ...effect.soft }, hard: { ...from.hard, ...effect.hard } }
  const traits =
    effect.traits || effect.replaceTraits
      ? { ...(effect.replaceTraits ? {} : tracker.traits), ...effect.traits }
      : tracker.traits
  const known = tracker.customer
  // A request that names nobody’s device has not forgotten it.
  const forgets = replace === true && isEmpty(to.soft) && (by !== 'wire' || isEmpty(to.hard))
  const forgotten = forgets ? { forgotten: { at: asOf, customer: known } } : {}
  const same = sameCustomer(known, to)
  const since = same && effect.change === 'seen' ? {} : { customerAt: asOf, customerIn: exchange }
  // One object for whoever stays the same: what was tracked as them refers to it.
  draft.changeTracker(tracker.id, { customer: same ? known : to, traits, ...since, ...forgotten })
  if (same && effect.change === 'seen') return
  if (!same) changeConsent(draft, tracker, to, fact)
  if (quiet) return
  // Whose place the customer takes who becomes known after an anonymize: that is what changed. A device that is not
  // known yet takes nobody's.
  const isFirst = isEmpty(known.soft) && isEmpty(known.hard) && !isEmpty(to.soft)
  const gone = isFirst ? tracker.forgotten?.customer.soft : undefined
  draft.addMoment({
    at: fact.at,
    tracker: tracker.id,
    doc: fact.doc,
    kind: 'identity',
    change: effect.change,
    from: gone ? { soft: gone, hard: {} } : known,
    to,
    by,
    text: effect.text,
  })
}

function unsettled(draft: Draft, tracker: string, doc: string | null): readonly Item[] {
  return unsettledItems(draft, doc).filter((item) => item.tracker === tracker)
}

function toQueue(draft: Draft, item: Item, drops: string | undefined): void {
  if (drops !== undefined) {
    loseUnlessSent(draft, item, drops)
    return
  }
  draft.changeItem(item.n, { delivery: 'queued', why: 'The SDK has loaded and taken it over; not sent yet.' })
}

function persist(draft: Draft, tracker: string, message: string): void {
  const item = draft.itemById(tracker, message)
  if (!item || item.delivery === 'delivered' || item.delivery === 'rejected') return
  draft.lookups.keep(item.n)
  const stored = 'The SDK has written it to storage; the next page that runs the SDK sends it'
  if (item.delivery === 'lost' && item.attempts.length === 0 && item.calledAt !== null)
    draft.countMismatch('callsWithoutRequest', -1)
  // What was handed to the browser may have arrived: that it is stored as well says nothing of that.
  if (item.attempts.at(-1)?.outcome === 'unknown') draft.changeItem(item.n, { why: `${item.why} ${stored} again.` })
  else draft.changeItem(item.n, { delivery: 'queued', why: `${stored}.` })
  draft.lookups.wait(item)
}
