/** The Plan tab. Its code is fetched when the tab is first opened, and that of plans not before there is use for it. */
import { lazy } from '../../../ui/parts/lazy'
import type { View } from '../../view'

/** Between Queue and Findings. */
export const view: View = {
  id: 'plan',
  title: 'Plan',
  order: 45,
  Component: lazy('The plan', async () => (await import('./board')).PlanBoard),
}
