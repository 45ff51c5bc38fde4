/** The one fold: `reduce(state, fact)` is pure, total, and takes constant time a fact. */
import { isCollection } from 'immutable'
import type { Vendor } from '../contract/vendor'
import type { Fact } from '../fact'
import type { State } from '../state'
import { foldBlockedCall, foldCall, foldOutcome, foldSignal } from './calls'
import { giveBack } from './device'
import { put } from './draft'
import { foldConsent, foldDocument, foldEnforce, foldGap, foldPage, foldSdk, foldStorage, foldTrigger } from './page'
import { foldBlockedRequest, foldExchange, foldFailure, foldRequest, foldResponse } from './requests'

/** The fold, one fact at a time or many at once. Both give the same state; neither changes the one it was given. */
export interface Fold {
  readonly reduce: (state: State, fact: Fact) => State
  /**
   * The same as `reduce` over all facts, at a fraction of its cost: the collections are opened once for all of them.
   */
  readonly reduceAll: (state: State, facts: readonly Fact[]) => State
}

/**
 * Makes the fold for a set of vendors. Facts of a vendor that is not among them are counted and change nothing else.
 */
export function createReduce(vendors: readonly Vendor[]): Fold {
  const byId = new Map(vendors.map((vendor) => [vendor.id, vendor]))
  const vendorOf = (id: string) => byId.get(id)
  const withVendor = <F extends { readonly vendor: string }>(
    state: State,
    fact: F,
    fold: (state: State, fact: F, vendor: Vendor) => State,
  ) => {
    const vendor = vendorOf(fact.vendor)
    return vendor ? fold(state, fact, vendor) : state
  }
  const change = (state: State, fact: Fact): State => {
    switch (fact.kind) {
      case 'document':
        return foldDocument(state, fact)
      case 'sdk':
        return withVendor(state, fact, foldSdk)
      case 'call':
        return withVendor(state, fact, foldCall)
      case 'outcome':
        return giveBack(foldOutcome(state, fact), fact)
      case 'signal':
        return withVendor(state, fact, foldSignal)
      case 'request':
        return withVendor(state, fact, foldRequest)
      case 'response':
        return foldResponse(state, fact, vendorOf)
      case 'failure':
        return foldFailure(state, fact, vendorOf)
      case 'exchange':
        return withVendor(state, fact, foldExchange)
      case 'storage':
        return withVendor(state, fact, foldStorage)
      case 'page':
        return foldPage(state, fact, vendorOf)
      case 'consent':
        return foldConsent(state, fact)
      case 'trigger':
        return foldTrigger(state, fact)
      case 'enforce':
        return foldEnforce(state, fact)
      case 'blocked':
        return withVendor(state, fact, fact.what === 'call' ? foldBlockedCall : foldBlockedRequest)
      case 'gap':
        return foldGap(state, fact)
    }
  }
  const step = (own: State, fact: Fact): State => {
    const next = change(own, fact)
    return put(next, { facts: next.facts + 1 })
  }
  return {
    reduce: (state, fact) => step(ownCopy(state, false), fact),
    reduceAll: (state, facts) => settled(facts.reduce(step, ownCopy(state, true))),
  }
}

/**
 * A copy of the state for the fold to write in; `open` makes its collections writable in place too, until `settled`.
 */
function ownCopy(state: State, open: boolean): State {
  return open ? eachCollection(state, (collection) => collection.asMutable()) : { ...state, index: { ...state.index } }
}

/** Closes the collections again: from here on nobody can change the state. */
function settled(own: State): State {
  return eachCollection(own, (collection) => collection.asImmutable())
}

function eachCollection(state: State, change: (collection: Opening) => unknown): State {
  const over = <T extends object>(whole: T): T =>
    Object.fromEntries(
      Object.entries(whole).map(([name, part]) => [
        name,
        isCollection(part) ? change(part as unknown as Opening) : part,
      ]),
    ) as T
  return { ...over(state), index: over(state.index) }
}

/** What every persistent collection can do. */
interface Opening {
  readonly asMutable: () => unknown
  readonly asImmutable: () => unknown
}
