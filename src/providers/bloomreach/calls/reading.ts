/** What a call amounts to, in short: nothing, one effect, or one item with its effects. */
import type { CallItem, Effect, Reading } from '../../../core/contract/vendor'

/** Nothing that is tracked or changes. */
export const NOTHING: Reading = { items: [], effects: [] }

/** One change, and no item. */
export const only = (effect: Effect): Reading => ({ items: [], effects: [effect] })

/** One item, with what it changes. */
export const one = (item: CallItem, ...effects: Effect[]): Reading => ({ items: [item], effects })
