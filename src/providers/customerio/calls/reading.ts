/** What a call amounts to, in short: nothing, or one item. */
import type { CallItem, Reading } from '../../../core/contract/vendor'

/** Nothing that is tracked or changes. */
export const NOTHING: Reading = { items: [], effects: [] }

/** One item, and no change beside it. */
export const only = (item: CallItem): Reading => ({ items: [item], effects: [] })
