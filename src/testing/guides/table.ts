/** Every statement of the guides, and how many each of their sections makes. */
import { ANONYMIZE } from './bloomreach/anonymize'
import { CLEARED } from './bloomreach/clear'
import { CUSTOMERS } from './bloomreach/customers'
import { EVENTS } from './bloomreach/events'
import { PAYMENTS } from './bloomreach/payments'
import { PUSH } from './bloomreach/push'
import { DELIVERY } from './bloomreach/push-calls'
import { SESSIONS } from './bloomreach/sessions'
import { STOP } from './bloomreach/stop'
import { STOP_CASES } from './bloomreach/stop-cases'
import { STOP_RUNNING } from './bloomreach/stop-running'
import { TRACKING } from './bloomreach/tracking'
import { CUSTOMERIO } from './customerio'
import type { Guide, Statement } from './statement'

/** The statements of each guide, in its order. */
export const STATEMENTS: Readonly<Record<Guide, readonly Statement[]>> = {
  bloomreach: [
    ...TRACKING,
    ...EVENTS,
    ...CUSTOMERS,
    ...ANONYMIZE,
    ...SESSIONS,
    ...PUSH,
    ...DELIVERY,
    ...CLEARED,
    ...STOP,
    ...STOP_RUNNING,
    ...STOP_CASES,
    ...PAYMENTS,
  ],
  customerio: CUSTOMERIO,
}

/**
 * How many statements each section of a guide makes, in its order: counted in the guides themselves, so that none can
 * go missing from the table. A sentence that makes several statements counts several times; links, headings,
 * introductions and what the vendor's own app does with events (segments, campaigns and broadcasts) none.
 */
export const CONTENTS: Readonly<Record<Guide, readonly (readonly [section: string, statements: number])[]>> = {
  bloomreach: [
    ['Tracking', 10],
    ['Track event', 10],
    ['Customers', 2],
    ['Identify', 16],
    ['Anonymize', 11],
    ['Sessions', 4],
    ['Track session manually', 6],
    ['Push notifications', 3],
    ['Track token manually', 6],
    ['Track push notification delivery manually', 7],
    ['Track push notification click manually', 3],
    ['Clear local customer data', 12],
    ['Stop SDK integration', 18],
    ['Stop the SDK but upload tracked data', 3],
    ['Stop the SDK and wipe all tracked data', 4],
    ['Stop the already running SDK', 5],
    ['Customer denies tracking consent', 4],
    ['Payments', 1],
    ['Track payment', 4],
    ['Default properties', 4],
  ],
  customerio: [
    ['Track an event', 7],
    ['Perform downstream actions with semantic events', 2],
    ['Anonymous activity', 3],
    ['Semantic Events', 3],
  ],
}
