/** The statements of the guides that are shown so far by something that runs. */
import { ANONYMIZE } from './bloomreach/anonymize'
import { CUSTOMERS } from './bloomreach/customers'
import { EVENTS } from './bloomreach/events'
import { LIFE } from './bloomreach/life'
import { PUSH } from './bloomreach/push'
import { CUSTOMERIO } from './customerio'
import type { Guide, Statement } from './statement'

/** The statements of each guide, in its order. */
export const STATEMENTS: Readonly<Record<Guide, readonly Statement[]>> = {
  bloomreach: [...EVENTS, ...CUSTOMERS, ...ANONYMIZE, ...LIFE, ...PUSH],
  customerio: CUSTOMERIO,
}
