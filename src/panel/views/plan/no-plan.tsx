/** What stands where there is no plan: what one is good for, and every way to one. */
import { counted } from '../../../core/text'
import { loadPlan } from '../../../plan'
import { infer } from '../../../plan/infer'
import { READ } from '../../../plan/plan'
import { putPlan, siteOf } from '../../../ui/store/plan'
import type { Store } from '../../../ui/store/store'
import { OpenButton } from './open-button'
import { PasteButton } from './paste'

/** Offers to open, to paste, and to make a plan of what was seen. */
export function NoPlan({ store }: { readonly store: Store }) {
  const site = siteOf(store.state.value)
  const made = () => {
    const plan = infer(store.state.value, site === '' ? 'Tracking plan' : site)
    const count = plan.events.length
    putPlan(
      store,
      loadPlan(plan),
      count === 0
        ? 'Nothing was seen yet that a plan could be made of: this one is empty.'
        : `A plan of ${counted(count, 'event')} was made of what was seen. Save it, and correct it.`,
    )
  }
  const some = store.state.value.items.some(({ automatic, trigger }) => !automatic && trigger === null)
  return (
    <div class="empty plan-empty">
      <h2>{site === '' ? 'No tracking plan' : `No tracking plan for ${site}`}</h2>
      <p>
        With a plan, Tracklens says which events came as planned, which never came, and which nobody planned; who they
        were sent as, and whether they were delivered.
      </p>
      <div class="cluster plan-ways">
        <OpenButton store={store} label="Open a plan…" primary />
        <PasteButton store={store} />
        <button
          type="button"
          class="button"
          disabled={!some}
          title={some ? 'Names and types of what was tracked, no values' : 'The page itself has tracked nothing'}
          onClick={made}
        >
          Make one from what was seen
        </button>
      </div>
      <p>
        Or drop its file here. Read are {READ}. A plan is kept for this site, on this machine; of private windows only
        as long as the panel is open.
      </p>
    </div>
  )
}
