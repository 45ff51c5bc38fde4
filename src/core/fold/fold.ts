/** The one fold: `reduce(state, fact)` is pure, total, and takes constant time per fact. */
import type { Vendor } from '../contract/vendor'
import type { Fact } from '../fact'
import type { State } from '../state'
import { foldAccept } from './accept'
import { foldBlockedCall, foldCall, foldOutcome, foldSignal } from './calls'
import { Draft } from './draft'
import { loseSight } from './out-of-sight'
import { foldConsent, foldDocument, foldEnforce, foldGap, foldPage, foldSdk, foldStorage, foldTrigger } from './page'
import { foldBlockedRequest, foldExchange, foldFailure, foldRequest, foldResponse } from './requests'
import { meetStored } from './stored'
import { foldIn } from './turning'

/** The fold, one fact at a time or many at once. Both give the same state; neither changes the one it was given. */
export interface Fold {
  readonly reduce: (state: State, fact: Fact) => State
  /**
   * The same as `reduce` over all facts, at a fraction of its cost: where they are many, the collections are opened
   * once for all of them.
   */
  readonly reduceAll: (state: State, facts: readonly Fact[]) => State
  /**
   * A state as it stands `now`, in milliseconds since 1970: what time alone makes of it since the last fact. The same
   * one where that is nothing.
   */
  readonly asOf: (state: State, now: number) => State
}

/** So many facts are folded sooner one by one: to open and close the collections costs as much (measured). */
const FEW = 8

/**
 * Makes the fold for a set of vendors. Facts of a vendor that is not among them are counted and change nothing else.
 */
export function createReduce(vendors: readonly Vendor[]): Fold {
  const known = new Map(vendors.map((vendor) => [vendor.id, vendor]))
  const fold = (draft: Draft, fact: Fact): void => {
    if (fact.kind === 'page') foldPage(draft, fact)
    else foldIn(draft, fact.doc, () => foldFact(draft, fact))
    draft.countFact()
  }
  return {
    reduce: (state, fact) => {
      const draft = new Draft(state, known, false)
      fold(draft, fact)
      return draft.close()
    },
    reduceAll: (state, facts) => {
      const draft = new Draft(state, known, facts.length > FEW)
      for (const fact of facts) fold(draft, fact)
      return draft.close()
    },
    asOf: (state, now) => {
      const draft = new Draft(state, known, false)
      const changed = [...state.trackers.keys()].filter((id) => loseSight(draft, id, now))
      return changed.length > 0 ? draft.close() : state
    },
  }
}

function foldFact(draft: Draft, fact: Exclude<Fact, { readonly kind: 'page' }>): void {
  switch (fact.kind) {
    case 'document':
      foldDocument(draft, fact)
      break
    case 'sdk':
      withVendor(draft, fact, meetStored)
      withVendor(draft, fact, foldSdk)
      break
    case 'call':
      withVendor(draft, fact, meetStored)
      withVendor(draft, fact, foldCall)
      break
    case 'outcome':
      foldOutcome(draft, fact)
      break
    case 'signal':
      withVendor(draft, fact, meetStored)
      withVendor(draft, fact, foldSignal)
      break
    case 'request':
      withVendor(draft, fact, foldRequest)
      break
    case 'response':
      foldResponse(draft, fact)
      break
    case 'failure':
      foldFailure(draft, fact)
      break
    case 'exchange':
      withVendor(draft, fact, foldExchange)
      break
    case 'storage':
      withVendor(draft, fact, foldStorage)
      break
    case 'consent':
      foldConsent(draft, fact)
      break
    case 'trigger':
      foldTrigger(draft, fact)
      break
    case 'enforce':
      foldEnforce(draft, fact)
      break
    case 'accept':
      foldAccept(draft, fact)
      break
    case 'blocked':
      withVendor(draft, fact, fact.what === 'call' ? foldBlockedCall : foldBlockedRequest)
      break
    case 'gap':
      foldGap(draft, fact)
      break
    case 'file':
      draft.addFile(fact)
      break
    default:
      fact satisfies never
  }
}

function withVendor<F extends { readonly vendor: string }>(
  draft: Draft,
  fact: F,
  fold: (draft: Draft, fact: F, vendor: Vendor) => void,
): void {
  const vendor = draft.vendorOf(fact.vendor)
  if (vendor) fold(draft, fact, vendor)
}
