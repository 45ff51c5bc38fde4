/**
 * What the Plan tab shows: how far the page is as planned, event by event, what came unplanned, and the way to each
 * item; without a plan, the ways to one.
 */
// biome-ignore-all lint/a11y/noStaticElementInteractions: the whole tab takes dropped plans
import { useMemo } from 'preact/hooks'
import type { LoadedPlan } from '../../../plan'
import { coverageIn, itemsByPlan } from '../../../plan/coverage'
import { useGroups } from '../../../ui/store/groups'
import { siteOf } from '../../../ui/store/plan'
import type { Store } from '../../../ui/store/store'
import type { ViewProps } from '../../view'
import { EventRows } from './event-rows'
import { isPlanFile, loadFiles, roomOf } from './loading'
import { NoPlan } from './no-plan'
import { OutcomePart } from './outcome'
import { Paste } from './paste'
import { PlanHead } from './plan-head'
import { UnplannedRows } from './unplanned-rows'
import '../../../ui/parts/board.css'
import '../../../ui/parts/empty.css'
import './view.css'

/** The tab. A file that is dropped on it is a plan, unless it is plainly a recording: then the panel takes it. */
export function PlanBoard({ store }: ViewProps) {
  const plan = store.plan.value
  const room = roomOf(store)
  return (
    <div
      class="board plan-board"
      onDrop={(event) => {
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length === 0 || !files.every(isPlanFile)) return
        // The frame sees that it was taken.
        event.preventDefault()
        void loadFiles(store, files)
      }}
    >
      {plan && <PlanHead store={store} plan={plan} site={siteOf(store.state.value)} />}
      {room.pasting.value && <Paste store={store} />}
      <OutcomePart store={store} />
      {plan ? <Covered key={keyOf(plan)} store={store} plan={plan} /> : <NoPlan store={store} />}
    </div>
  )
}

/** The coverage is counted anew for another plan. */
const keys = new WeakMap<LoadedPlan, number>()
let counted = 0
function keyOf(plan: LoadedPlan): number {
  const known = keys.get(plan) ?? ++counted
  keys.set(plan, known)
  return known
}

function Covered({ store, plan }: { readonly store: Store; readonly plan: LoadedPlan }) {
  const make = useMemo(() => () => itemsByPlan(plan), [plan])
  const { groups, complete } = useGroups(make, store.state.value.items)
  const coverage = coverageIn(plan, groups.from(store.hiddenBelow.value))
  return (
    <>
      <Summary
        seen={coverage.seen}
        planned={coverage.events.length}
        wrong={coverage.events.filter(({ invalid }) => invalid > 0).length}
        unplanned={coverage.unplanned.length}
        complete={complete}
      />
      <EventRows store={store} plan={plan} events={coverage.events} />
      <UnplannedRows store={store} unplanned={coverage.unplanned} />
    </>
  )
}

function Summary({
  seen,
  planned,
  wrong,
  unplanned,
  complete,
}: {
  readonly seen: number
  readonly planned: number
  readonly wrong: number
  readonly unplanned: number
  readonly complete: boolean
}) {
  const never = planned - seen
  return (
    <ul class="plan-summary" aria-label="Coverage" aria-busy={!complete}>
      <li>
        <b class="plan-figure">
          {seen.toLocaleString()} of {planned.toLocaleString()}
        </b>{' '}
        planned events seen
      </li>
      {seen > 0 && (
        <li class={wrong > 0 ? 'tone-bad' : 'tone-good'}>
          <b class="plan-figure">{wrong === 0 ? 'all' : wrong.toLocaleString()}</b>{' '}
          {wrong === 0 ? 'as planned' : 'not always as planned'}
        </li>
      )}
      <li class={never > 0 ? 'tone-waiting' : ''}>
        <b class="plan-figure">{never.toLocaleString()}</b> never seen
      </li>
      <li class={unplanned > 0 ? 'tone-warn' : ''}>
        <b class="plan-figure">{unplanned.toLocaleString()}</b> not planned
      </li>
    </ul>
  )
}
