/** What the frame knows of the Queue tab; the tab itself is fetched when it is first opened. */
import { PENDING } from '../../../core/item'
import { addedUp, sumOf } from '../../../core/query/queue'
import { lazy } from '../../../ui/parts/lazy'
import type { View } from '../../view'

/** The tab. Its badge counts what is pending. */
export const view: View = {
  id: 'queue',
  title: 'Queue',
  order: 40,
  Component: lazy('The Queue tab', async () => (await import('./queue')).Queue),
  badge: (store) => sumOf(addedUp(store.inView.counts.value.values()), PENDING) || null,
}
