/** What a tab of the panel is: a folder in `views/` whose `view.tsx` exports `view`. The frame finds it by itself. */
import type { ComponentType } from 'preact'
import type { Store } from '../ui/store/store'

/** Props of every view. Read `store.state` for what to show: it is live, paused or as it was at an earlier moment. */
export interface ViewProps {
  readonly store: Store
}

/** What a tab tells the frame about itself; `views/<tab>/view.tsx` exports one as `view`. */
export interface View {
  /** Stable, lower case: `events`. */
  readonly id: string
  /** The tab's accessible name: `Events`. */
  readonly title: string
  /** What stands on the tab where there is little room. */
  readonly short?: string
  /** Tabs are sorted by it: Events 10, Identity 20, Session & consent 30, Queue 40, Plan 45, Findings 50, Lab 60. */
  readonly order: number
  readonly Component: ComponentType<ViewProps>
  /** A small number on the tab, for example of findings; null or absent for none. */
  readonly badge?: (store: Store) => number | null
}
