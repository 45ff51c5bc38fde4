/** What the frame knows of the Findings tab; the tab itself is fetched when it is first opened. */
import { lazy } from '../../../ui/parts/lazy'
import { countOf, heardOf } from '../../../ui/store/findings'
import type { View } from '../../view'

/** The tab. Its badge counts errors and warnings. */
export const view: View = {
  id: 'findings',
  title: 'Findings',
  order: 50,
  Component: lazy('The Findings tab', async () => (await import('./findings')).Findings),
  badge: (store) => {
    if (store.inView.start.value.position === 0 && store.preferences.value.value.muted.length === 0) {
      const { error, warning } = store.findings.value.counts
      return error + warning || null
    }
    const groups = heardOf(store).heard
    return countOf(groups, 'error') + countOf(groups, 'warning') || null
  },
}
