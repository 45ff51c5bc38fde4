/** What the README of Bloomreach's folder says is modelled, observed, decoded and triggered. */
import { CUSTOMERS } from './bloomreach-customers'
import { DEVICE } from './bloomreach-device'
import { MESSAGES } from './bloomreach-messages'
import type { OperationRow } from './claim'

/** The rows, in the table's order. */
export const BLOOMREACH: readonly OperationRow[] = [...CUSTOMERS, ...MESSAGES, ...DEVICE]
