/** The Lab tab. Its code is a quarter of the panel's, so it is fetched when the tab is first opened. */
import { lazy } from '../../../ui/parts/lazy'
import type { View } from '../../view'

/** The Lab tab stands last. */
export const view: View = {
  id: 'lab',
  title: 'Lab',
  order: 60,
  Component: lazy('The Lab', async () => (await import('./lab')).Lab),
}
