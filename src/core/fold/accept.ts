/** Folds what the user declares about a host's answers: what was judged before is judged again at once. */
import { type FactOf, isObserver, type Stamp } from '../fact'
import type { Attempt, Item } from '../item'
import { isAccepted } from './accepted'
import { settle } from './delivery'
import type { Draft } from './draft'
import { whole } from './exchanges'

/**
 * Folds a declaration, or that it was taken back. A page that says such a thing is not believed. A person's press: the
 * only fact that looks at all items.
 */
export function foldAccept(draft: Draft, fact: FactOf<'accept'>): void {
  const { host, answers, on, doc } = fact
  if (!isObserver(doc) || isAccepted(draft.accepted, { host, answers }) === on) return
  const others = draft.accepted.filter((each) => each.host !== host || each.answers !== answers)
  draft.putAccepted(on ? [...others, { host, answers }] : others)
  const concerns = ({ declarable }: Attempt) => declarable?.host === host && declarable.answers === answers
  for (let n = 0; n < draft.items.size; n++) {
    const item = draft.item(n)
    if (item?.attempts.some(concerns)) judgeAgain(draft, item, fact)
  }
}

/** Settles the tries of an item once more, in their order, so that it is where it would be had all been so before. */
function judgeAgain(draft: Draft, { n, attempts }: Item, stamp: Stamp): void {
  if (attempts.some((attempt) => attempt.outcome === 'in flight'))
    draft.changeItem(n, { delivery: 'in flight', why: 'Sent; no answer yet.' })
  for (const { exchange: number, outcome } of attempts) {
    const exchange = draft.exchange(number)
    const vendor = exchange && draft.vendorOf(exchange.vendor)
    // How these are told follows from nothing that was declared.
    if (!vendor || outcome === 'in flight' || outcome === 'blocked') continue
    const wire = whole(exchange, vendor).carried[exchange.items.indexOf(n)]
    if (wire) settle(draft, n, wire, { exchange, vendor, stamp })
  }
}
