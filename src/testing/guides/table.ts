/** All statements of the guides that are implemented in full. */
import { EVENTS } from './bloomreach/events'
import { CUSTOMERIO } from './customerio'
import type { Guide, Statement } from './statement'

/** The statements of each guide, in its order. */
export const STATEMENTS: Readonly<Record<Guide, readonly Statement[]>> = {
  bloomreach: [...EVENTS],
  customerio: CUSTOMERIO,
}
