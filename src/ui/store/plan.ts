/**
 * The tracking plan in force: kept for the site on this machine, found again when the panel opens, and taken away with
 * a way back.
 */
import { effect } from '@preact/signals'
import { hostOf } from '../../core/answer'
import type { Json } from '../../core/json'
import { presentPage } from '../../core/query/present'
import type { State } from '../../core/state'
import type { LoadedPlan } from '../../plan'
import type { Memory } from './host'
import type { Store } from './store'

/** The name in the memory. */
const nameOf = (site: string): string => `plan:${site}`

/** The site whose plan is meant: the host of the page that is open, else of the last one; empty where none is known. */
export function siteOf(state: Pick<State, 'documents'>): string {
  const page = presentPage(state) ?? state.documents.findLast(({ top, url }) => top && /^https?:/.test(url))
  return page && /^https?:/.test(page.url) ? hostOf(page.url) : ''
}

/**
 * Puts the plan that is kept for a site in force whenever another site is looked at. One that was opened before any
 * page was known stays. Gives the way to stop.
 */
export function followPlan(store: Store): () => void {
  let site: string | null = null
  return effect(() => {
    const next = siteOf(store.state.value)
    if (next === site || (next === '' && site !== null)) return
    const before = store.plan.peek()
    const early = site === '' ? before : null
    site = next
    void kept(store.memory, next).then((plan) => {
      // Another site, or another plan, may have come since.
      if (site !== next || store.plan.peek() !== before) return
      store.plan.value = plan ?? early
    })
  })
}

/** The plan that is kept for a site, in force; null where none is, or none that can be read. */
async function kept(memory: Memory | null, site: string): Promise<LoadedPlan | null> {
  const value = await memory?.read(nameOf(site)).catch(() => undefined)
  if (value === undefined || value === null) return null
  // What judges by a plan is fetched where there is one.
  return (await import('../../plan')).loadStored(value)
}

/** Puts a plan in force, or none, and keeps that for the site that is looked at. `said` is told, with the way back. */
export function putPlan(store: Store, plan: LoadedPlan | null, said: string): void {
  const site = siteOf(store.state.peek())
  const before = store.plan.peek()
  const put = (which: LoadedPlan | null) => {
    store.plan.value = which
    store.memory?.write(nameOf(site), (which?.plan ?? null) as unknown as Json)
  }
  put(plan)
  const undo = () => {
    put(before)
    store.notice.value = null
  }
  store.notice.value = { kind: 'info', text: said, action: { label: 'Undo', run: undo } }
}

/** Takes the plan away. */
export function removePlan(store: Store): void {
  const name = store.plan.peek()?.plan.name ?? ''
  putPlan(store, null, `The plan “${name}” was removed. What it found is gone from Findings.`)
}
