/** The one fold: `reduce(state, fact)` is pure, total, and takes constant time a fact. */
import type { Fact } from './fact'
import { foldBlockedCall, foldCall, foldOutcome, foldSignal } from './fold/calls'
import { foldBlockedRequest, foldExchange, foldFailure, foldRequest, foldResponse } from './fold/exchanges'
import { foldConsent, foldDocument, foldEnforce, foldGap, foldPage, foldSdk, foldStorage, foldTrigger } from './fold/page'
import type { State } from './state'
import type { Vendor } from './vendor'

/** Makes the fold for a set of vendors. Facts of a vendor that is not among them are counted and change nothing else. */
export function createReduce(vendors: readonly Vendor[]): (state: State, fact: Fact) => State {
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
        return foldOutcome(state, fact)
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
  return (state, fact) => {
    const next = change(state, fact)
    return { ...next, facts: state.facts + 1 }
  }
}
