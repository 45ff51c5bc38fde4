/** What the README of Customer.io's folder says is modelled, observed, decoded and triggered. */
import type { OperationRow } from './claim'
import { CALLS } from './customerio-calls'
import { TRAFFIC } from './customerio-traffic'

/** The rows, in the table's order. */
export const CUSTOMERIO: readonly OperationRow[] = [...CALLS, ...TRAFFIC]
