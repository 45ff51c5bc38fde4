/** What the frame knows of the Session & consent tab; the tab itself is fetched when it is first opened. */
import { lazy } from '../../../ui/parts/lazy'
import type { View } from '../../view'

/** Third in the tab list. */
export const view: View = {
  id: 'session',
  title: 'Session & consent',
  short: 'Session',
  order: 30,
  Component: lazy('The Session & consent tab', async () => (await import('./session')).Sessions),
}
