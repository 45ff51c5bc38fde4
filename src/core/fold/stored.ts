/**
 * What a page has stored of who its customer is. Between two pages it may have vanished (cleared, another host's, kept
 * apart): then the customer of before is not known any more, and no SDK has done anything.
 */
import type { Effect, Vendor } from '../contract/vendor'
import type { FactOf } from '../fact'
import { clash } from '../ids'
import type { Customer } from '../item'
import { pageOf, type Tracker } from '../state'
import type { Draft } from './draft'
import { applyEffects } from './effects'
import { NOBODY } from './new-tracker'

/** The names of the entries that a document has told to be there. */
function storedIn(draft: Draft, doc: string): readonly string[] {
  return draft.document(doc)?.stored ?? []
}

/** Takes note of an entry that a document told to be there, or gone. */
export function keepStored(draft: Draft, { doc, key, value }: FactOf<'storage'>): void {
  const document = draft.document(doc)
  const stored = storedIn(draft, doc)
  // One that is gone from the cookies may still stand in the local storage: what stays is told again by the next page.
  if (document && value !== null && !stored.includes(key)) draft.putDocument({ ...document, stored: [...stored, key] })
}

/** The page that a tracker was left on, where this document of the same tab is another one; null where it is not. */
function pageBefore(draft: Draft, tracker: Tracker, doc: string): string | null {
  const page = pageOf(tracker)
  const [before, now] = [draft.document(page ?? ''), draft.document(doc)]
  return before?.left && now && page !== doc && before.tab === now.tab ? page : null
}

/**
 * What a stored value tells that a next page begins with, before its SDK is met: nothing has changed there. With other
 * IDs than those of the page before, of these only what it has told to be stored is still known. Null for any other.
 */
export function readByNextPage(
  draft: Draft,
  fact: FactOf<'storage'>,
  tracker: Tracker,
  vendor: Vendor,
): readonly Effect[] | null {
  if (pageBefore(draft, tracker, fact.doc) === null) return null
  const told = vendor.readStorage(fact, { ...tracker, customer: NOBODY, traits: {} })
  const { soft, hard } = tracker.customer
  const isOther = told.some(
    (each) => each.kind === 'identity' && (clash(soft, each.soft ?? {}) || clash(hard, each.hard ?? {})),
  )
  if (!isOther) return told
  const stored = storedIn(draft, fact.doc)
  const kept = without(tracker, (id) => !stored.some((name) => vendor.storedIds?.[name] === id))
  return told.map((each) =>
    each.kind === 'identity'
      ? { ...kept, ...each, soft: { ...kept.soft, ...each.soft }, hard: { ...kept.hard, ...each.hard }, replace: true }
      : each,
  )
}

/** A vendor's SDK is met on a page: of what the page before had stored, what this one has not is known no more. */
export function meetStored(draft: Draft, fact: FactOf<'sdk' | 'call' | 'signal'>, vendor: Vendor): void {
  const { doc } = fact
  const { storedIds } = vendor
  if (!storedIds || draft.lookups.trackerOf(doc, fact.tracker) !== undefined) return
  // An app's SDK keeps nothing there, and tells nothing of one that does.
  if (vendor.keepsCustomer(fact) === 'device') return
  // Nearly always, where many frames meet theirs: then none of all trackers has to be looked at.
  if (!draft.isAnyLeft) return
  const stored = storedIn(draft, doc)
  for (const id of leftBefore(draft, doc)) {
    const tracker = draft.tracker(id)
    if (tracker?.vendor !== vendor.id || vendor.keepsCustomer(tracker) === 'device') continue
    const gone = new Set(
      storedIn(draft, pageBefore(draft, tracker, doc) ?? '').flatMap((name) =>
        stored.includes(name) ? [] : (storedIds[name] ?? []),
      ),
    )
    const { soft, hard } = tracker.customer
    if ([...Object.keys(soft), ...Object.keys(hard)].some((name) => gone.has(name)))
      applyEffects(draft, tracker.id, [without(tracker, (name) => gone.has(name))], { fact, by: 'local' })
  }
}

/** The ids of the trackers that were left on an earlier page of the tab that a document is in. */
function leftBefore(draft: Draft, doc: string): readonly string[] {
  const ids: string[] = []
  for (const [id, tracker] of draft.kept.map) if (pageBefore(draft, tracker, doc) !== null) ids.push(id)
  return ids
}

type IdentityEffect = Extract<Effect, { kind: 'identity' }>

const GONE = 'What the page before had stored of these IDs is not stored here: cleared, or kept apart from it'

/** Without some of its IDs; a person's traits go with the person. */
function without({ customer, traits }: Tracker, isGone: (id: string) => boolean): IdentityEffect {
  const rest = (ids: Customer['soft']) => Object.fromEntries(Object.entries(ids).filter(([name]) => !isGone(name)))
  const [soft, hard] = [rest(customer.soft), rest(customer.hard)]
  const isSamePerson = Object.keys(hard).length === Object.keys(customer.hard).length
  return {
    ...{ kind: 'identity', change: 'seen', soft, hard, replace: true, text: GONE },
    ...(isSamePerson ? { traits } : { traits: {}, replaceTraits: true }),
  }
}
