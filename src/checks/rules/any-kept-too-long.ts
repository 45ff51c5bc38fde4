/** What a running SDK has been called with, and has not sent although nothing is in its way. */
import { pageOf } from '../../core/state'
import { vendorOf } from '../../providers/registry'
import type { Check } from '../check'

export const check: Check = {
  id: 'any-kept-too-long',
  title: 'Kept longer than the SDK waits',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach Web SDK 3.15.0 gathers for 0.1 s; Customer.io’s and Segment’s web SDKs send each call at once, or a ' +
    'batch after its timeout (0.5.11, 1.84.3). That more than 10 s beyond that is too long is a guess.',
  advice:
    'Whether the SDK ever got the call is not certain: see what stands between the page and the SDK, whether it was ' +
    'started, and what its own debug output says.',
  key: (item) =>
    item.delivery === 'queued' && item.attempts.length === 0 && item.calledAt !== null
      ? `${item.tracker}|${item.doc}`
      : null,
  tracker: (tracker, past) => {
    const { id, vendor, status, counts } = tracker
    const gathers = vendorOf(vendor)?.gathersFor?.(tracker) ?? null
    // Also where the page has taken its global away: the SDK works without it.
    const doc = pageOf(tracker)
    if (gathers === null || status !== 'running' || doc === null) return null
    // What is on its way, or is tried again, may hold up what comes after it.
    if (counts['in flight'] > 0 || counts.retrying > 0) return null
    const page = past.state.documents.get(doc)
    if (!page || page.left || !page.online || !page.visible || page.held.includes(vendor)) return null
    const key = `${id}|${doc}`
    const oldest = past.first(key)
    const at = oldest ? oldest.seenAt + gathers + PATIENCE : 0
    if (!oldest || past.now < at) return null
    const items = past.latest(64, key)
    return {
      text:
        `“${oldest.name}” is in the SDK of ${id}, as far as was seen, and has not been sent for more than ` +
        `${Math.round((gathers + PATIENCE) / 1000)} s, though nothing that was seen is in its way.`,
      items: items.map((item) => item.n).reverse(),
      at,
    }
  },
}

/** Milliseconds. */
const PATIENCE = 10_000
