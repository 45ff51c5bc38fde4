/** The same thing tracked twice in a moment. */
import { clash } from '../../core/ids'
import type { Customer, Item } from '../../core/item'
import { sameJson } from '../../core/json'
import type { Check, ItemPast, MomentOf, Verdict } from '../check'
import { byName } from '../keys'
import { bornAt, fromEarlierPage, isRefused, lastExchange, span } from '../reading'

export const check: Check = {
  id: 'any-duplicate',
  title: 'Tracked twice within a second',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'A common integration mistake: two snippets, a click handler bound twice, a route change tracked by ' +
    'SDK and page. Another page, another visitor or another SDK is not a mistake of this kind; copies by project ' +
    'mapping, retries of one message and the SDK’s own events are not meant.',
  advice:
    'Compare the two call sites in the items’ details; where no call was seen, look for what sends the requests twice.',
  key: (item) => (KINDS.has(item.type) && !item.automatic && item.trigger === null ? byName(item) : null),
  item: (item, past) => {
    if (isRefused(item)) return null
    const at = bornAt(item)
    let said: Verdict | null = null
    past.back(16, (other) => {
      const gap = at - bornAt(other)
      if (gap > 1000) return false
      if (gap < 0 || !isAgain(item, other, past)) return true
      const text = `“${item.name}” with the same properties ${span(gap)} after item ${other.n}.`
      said = { text, items: [other.n, item.n] }
      return false
    })
    return said
  },
}

/** Whether an item is what another one was, tracked once more. */
function isAgain(item: Item, other: Item, past: ItemPast): boolean {
  if (other.call !== null && other.call === item.call && other.doc === item.doc) return false
  if (item.id !== null && item.id === other.id) return false
  // Seen on the wire alone, it may be another try of one that did not arrive.
  if (item.calledAt === null && other.delivery !== 'delivered') return false
  // The properties first: nearly always they differ in the first of them, and the rest need not be looked up.
  if (!sameJson(other.properties, item.properties)) return false
  return !isRefused(other) && alike(item, other, past) && !isElsewhere(item, other, past)
}

/** Whether two items are of one page, one visitor and one SDK, as far as is known. */
function alike(item: Item, other: Item, past: ItemPast): boolean {
  if (item.doc !== other.doc || fromEarlierPage(item, past) !== fromEarlierPage(other, past)) return false
  const [sender, sent] = [lastExchange(item, past)?.sender, lastExchange(other, past)?.sender]
  if (sender !== undefined && sent !== undefined && sender !== sent) return false
  return !differs(item.calledAs, other.calledAs) && !differs(item.sentAs, other.sentAs)
}

/** Whether the address changed between the two without a navigation: that is another page to whoever tracks. */
function isElsewhere(item: Item, other: Item, past: ItemPast): boolean {
  const isBetween = (moment: MomentOf<'page'>) =>
    moment.change === 'route' && moment.doc === item.doc && moment.at > bornAt(other)
  return past.moment('page', null, bornAt(item), isBetween) !== null
}

/** Whether both are known by the same kind of ID, and it is another visitor's or another person's. */
function differs(a: Customer | null, b: Customer | null): boolean {
  return a !== null && b !== null && (clash(a.soft, b.soft) || clash(a.hard, b.hard))
}

const KINDS: ReadonlySet<string> = new Set(['event', 'page', 'screen', 'payment', 'consent'])
