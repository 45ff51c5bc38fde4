/** The head of the Plan tab: which plan is in force and for which site, and what can be done with it. */
import type { LoadedPlan } from '../../../plan'
import { saveFile } from '../../../ui/browser/save-file'
import { Icon } from '../../../ui/parts/icon'
import { removePlan } from '../../../ui/store/plan'
import type { Store } from '../../../ui/store/store'
import { OpenButton } from './open-button'
import { PasteButton } from './paste'

/** `site` is empty where no page is known. */
export function PlanHead({
  store,
  plan: { plan },
  site,
}: {
  readonly store: Store
  readonly plan: LoadedPlan
  readonly site: string
}) {
  const where = site === '' ? 'for every page without a host' : `for ${site}`
  return (
    <header class="plan-head">
      <div class="plan-title" title={`${plan.name} ${where}${plan.description ? `\n${plan.description}` : ''}`}>
        <h2 class="break">{plan.name}</h2>
        <span class="quiet break">{where}</span>
      </div>
      <div class="cluster">
        <OpenButton store={store} label="Another plan…" />
        <PasteButton store={store} />
        <button
          type="button"
          class="button"
          title="Save the plan as a file, for the command line and for colleagues"
          onClick={() => saveFile(`${JSON.stringify(plan, null, 2)}\n`, 'tracking-plan.json', 'application/json')}
        >
          <Icon name="export" />
          Save…
        </button>
        <button type="button" class="button" title="Judge without this plan" onClick={() => removePlan(store)}>
          <Icon name="bin" />
          Remove
        </button>
      </div>
      {plan.description && <p class="quiet break plan-about">{plan.description}</p>}
    </header>
  )
}
