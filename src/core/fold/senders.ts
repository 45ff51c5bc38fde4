/** Whose a request is where its key does not tell, and what is learnt of a tracker from who sends its requests. */
import type { Vendor } from '../contract/vendor'
import type { Item } from '../item'
import type { Tracker } from '../state'
import type { Draft } from './draft'
import { ensureTracker, isHandMade, nameTracker, trackerOfKey } from './trackers'

/** What is said of who sent a request: its sender, its key if it names one, and the document that it left. */
interface Sender {
  readonly surface: string
  readonly key: string | null
  readonly doc: string
  /** The number of the device; undefined for the first one, or the only one. */
  readonly device: number | undefined
}

/**
 * The id of the tracker of a request: the one with its key; without a key the only one of that vendor that may have
 * sent it, since a request that names no project can then belong to nobody else; otherwise one of its own.
 */
export function trackerOfRequest(draft: Draft, vendor: Vendor, { surface: sender, key, doc, device }: Sender): string {
  const named = { vendor: vendor.id, surface: sender, key, device }
  if (key === null) {
    const all = () => draft.trackers.values()
    const isHere = (tracker: Tracker) => tracker.device === device
    const known =
      only(all(), vendor, sender, isHere) ??
      only(all(), vendor, sender, (each) => isHere(each) && each.instance?.doc === doc)
    return known?.id ?? ensureTracker(draft, named)
  }
  const known = trackerOfKey(draft, named)
  return known && draft.lookups.isIn(doc, known.id)
    ? known.id
    : keyed(draft, vendor, known, { surface: sender, key, doc, device })
}

/** The id of the tracker of a request with a key, of which no instance is known in its document. */
function keyed(
  draft: Draft,
  vendor: Vendor,
  known: Tracker | undefined,
  { surface: sender, key, doc, device }: Sender & { readonly key: string },
): string {
  const here = only(nameless(draft), vendor, sender, ({ instance }) => instance?.doc === doc)
  if (here && known?.instance && here.surface === known.surface) return nameTracker(draft, here.id, key, null)
  if (known?.instance) return known.id
  // A stub or a bundle whose key could not be read: its first request tells it. Where the key was known before, the SDK
  // that had it is gone, or was never more than its requests, and what stands in this document now is the same. What
  // may be sent by hand tells that of the same SDK only.
  const fits = ({ surface, instance, device: other }: Tracker) =>
    surface !== 'wire' &&
    other === device &&
    (!known || (instance?.doc === doc && (surface === known.surface || !isHandMade(known.surface))))
  const own =
    only(nameless(draft), vendor, sender, fits) ??
    only(nameless(draft), vendor, sender, (each) => each.instance?.doc === doc && fits(each))
  return own
    ? nameTracker(draft, own.id, key, null)
    : ensureTracker(draft, { vendor: vendor.id, surface: sender, key, device })
}

/** The trackers whose key is not known, in no order: they are few, however many keys a record names. */
function nameless(draft: Draft): readonly Tracker[] {
  return draft.lookups.nameless().flatMap((id) => draft.tracker(id) ?? [])
}

/** The only one of these trackers that may have sent a request of this sender; undefined for none, or several. */
function only(
  trackers: Iterable<Tracker>,
  vendor: Vendor,
  sender: string,
  fits: (tracker: Tracker) => boolean,
): Tracker | undefined {
  let found: Tracker | undefined
  for (const tracker of trackers) {
    if (tracker.vendor !== vendor.id || !fits(tracker) || !vendor.sentBy(tracker, sender)) continue
    if (found) return undefined
    found = tracker
  }
  return found
}

/** Surfaces that do not say which SDK it is, the one that says least first. */
const VAGUE: readonly string[] = ['rest', 'wire']

/** How much a surface tells: more than any of the vague ones where it names an SDK. */
function tells(surface: string): number {
  const at = VAGUE.indexOf(surface)
  return at < 0 ? VAGUE.length : at
}

/**
 * A tracker of which only requests were seen is what its most telling request says: the first ones of a mobile SDK name
 * none. What was given up as nobody's is judged again then.
 */
export function learnSender(draft: Draft, id: string, vendor: Vendor, sender: string): void {
  const before = draft.tracker(id)
  if (!before || before.instance !== null || tells(sender) <= tells(before.surface)) return
  draft.changeTracker(id, { surface: sender })
  const tracker = draft.tracker(id)
  if (!tracker) return
  for (const item of draft.items)
    if (item.tracker === id && (item.delivery === 'lost' || item.delivery === 'rejected'))
      judgeAgain(draft, item, tracker, vendor)
}

function judgeAgain(draft: Draft, item: Item, tracker: Tracker, vendor: Vendor): void {
  const last = item.attempts.at(-1)
  const exchange = last && draft.exchange(last.exchange)
  if (!exchange || (last.outcome !== 'failed' && last.outcome !== 'rejected')) return
  if (draft.document(item.doc)?.left && !vendor.survives(item, tracker)) return
  const place = { index: Math.max(0, exchange.items.indexOf(item.n)), of: exchange.items.length }
  const { delivery, why } = vendor.afterTry(tracker, {
    ...{ tries: item.attempts, status: last.status, place },
    sender: exchange.sender,
  })
  draft.changeItem(item.n, { delivery, why })
  if (delivery === 'retrying') draft.lookups.wait(item)
}
