/**
 * What the package may weigh: no more than it does. A test holds these; the bench prints the design's goals, which are
 * lower. Whoever makes something smaller lowers its budget, whoever needs more says in the commit why.
 */
import type { Sizes } from './sizes'

/** In KB of 1024 bytes. The background has the fold with all vendors in one chunk with the panel. */
export const BUDGETS: Sizes = { hook: 12.3, panel: 163.4, background: 115.8, package: 531.3 }
