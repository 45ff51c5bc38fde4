/** What the frame knows of the Identity tab; the tab itself is fetched when it is first opened. */
import { lazy } from '../../../ui/parts/lazy'
import type { View } from '../../view'

/** Second in the tab list. */
export const view: View = {
  id: 'identity',
  title: 'Identity',
  order: 20,
  Component: lazy('The Identity tab', async () => (await import('./identity')).Identity),
}
