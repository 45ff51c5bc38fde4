/**
 * One step under way: the state as it changes, the time it is at, and the effects so far. Nothing of it outlives the
 * step.
 */
import type { Customer } from '../../core/item'
import { isObject, type Json, type JsonObject } from '../../core/json'
import { customerOf as sorted, UNKNOWN_IDS } from '../../providers/bloomreach/customer'
import { natureOfUpdate, typeOfEvent } from '../../providers/bloomreach/meaning'
import type { ModelEffect, ModelItem } from '../model'
import type { Configuration } from './configuration'
import { type Differences, differences } from './profiles'
import { type Device, EMPTY_DEVICE, type Process, type Row, rowKey, type State } from './state'

/** What the operations share. `at` is milliseconds since 1970. */
export class Run {
  readonly effects: ModelEffect[] = []
  readonly differences: Differences
  state: State
  at: number
  /** Draws the next id. */
  readonly uuid: () => string

  constructor(state: State, at: number, uuid: () => string) {
    this.state = state
    this.at = at
    this.uuid = uuid
    this.differences = differences[state.profile]
  }

  log(level: 'info' | 'warning' | 'error', text: string): void {
    this.effects.push({ effect: 'log', at: this.at, level, text })
  }

  set(change: Partial<Omit<State, 'device' | 'process' | 'rows'>>): void {
    this.state = { ...this.state, ...change }
  }

  process(change: Partial<Process>): void {
    this.state = { ...this.state, process: { ...this.state.process, ...change } }
  }

  /**
   * Changes what is stored on the device; each entry that changed is an effect, removed where it is back to nothing.
   */
  store(change: Partial<Device>): void {
    const before = this.state.device
    this.state = { ...this.state, device: { ...before, ...change } }
    for (const key of Object.keys(change) as (keyof Device)[]) {
      const value = this.state.device[key]
      if (JSON.stringify(value) === JSON.stringify(before[key])) continue
      const empty = JSON.stringify(value) === JSON.stringify(EMPTY_DEVICE[key])
      this.effects.push({ effect: 'stored', at: this.at, key, value: empty ? null : (value as unknown as Json) })
    }
  }

  addRow(row: Row): void {
    this.state = { ...this.state, rows: [...this.state.rows, row] }
    this.#storeRow(row)
    this.effects.push({ effect: 'tracked', at: this.at, item: itemOf(this.state, row) })
  }

  replaceRow(row: Row): void {
    this.state = { ...this.state, rows: this.state.rows.map((other) => (other.id === row.id ? row : other)) }
    this.#storeRow(row)
  }

  /** Adds properties to a row that waits. */
  amendRow(row: Row, properties: JsonObject): void {
    const amended = { ...row, properties: { ...row.properties, ...properties } }
    this.replaceRow(amended)
    this.effects.push({ effect: 'amended', at: this.at, item: itemOf(this.state, amended) })
  }

  removeRows(ids: ReadonlySet<string>): void {
    for (const row of this.state.rows) {
      if (ids.has(row.id)) this.effects.push({ effect: 'stored', at: this.at, key: rowKey(row.id), value: null })
    }
    this.state = { ...this.state, rows: this.state.rows.filter((row) => !ids.has(row.id)) }
    this.forgetCustomers()
  }

  /**
   * Customers before the present one go with the last thing that was tracked for them, their hard IDs too (iOS SDK 3.x
   * DatabaseManager.swift, currentCustomerManagedObject).
   */
  forgetCustomers(): void {
    const { cookie, ids } = this.state.device.customer
    const waits = (known: string) => this.state.rows.some((row) => row.cookie === known)
    const kept = Object.entries(ids).filter(([known]) => known === cookie || waits(known))
    if (kept.length < Object.keys(ids).length) this.store({ customer: { cookie, ids: Object.fromEntries(kept) } })
  }

  #storeRow(row: Row): void {
    this.effects.push({ effect: 'stored', at: this.at, key: rowKey(row.id), value: row as unknown as JsonObject })
  }

  /** The configuration of a call that only runs when configured. */
  get configuration(): Configuration {
    const { configuration } = this.state.process
    if (configuration === null) throw new Error('The operation was run before the SDK was configured')
    return configuration
  }

  /** The present customer's cookie; a new customer is made where there is none. */
  get cookie(): string {
    const { cookie } = this.state.device.customer
    return cookie ?? this.newCustomer(this.newCookie())
  }

  /** A fresh cookie, upper case as iOS writes its UUIDs. */
  newCookie(): string {
    return this.uuid().toUpperCase()
  }

  newCustomer(cookie: string): string {
    this.store({ customer: { cookie, ids: this.state.device.customer.ids } })
    this.forgetCustomers()
    return cookie
  }
}

/** All ids of the customer with this cookie, as they are now. */
export function idsOf(state: State, cookie: string): Readonly<Record<string, string>> {
  return { cookie, ...state.device.customer.ids[cookie] }
}

/**
 * A customer's ids, told apart by the names of the project's hard IDs where they are set, else as everywhere in this
 * vendor.
 */
export function customerOf(state: State, cookie: string | null): Customer {
  return sorted(cookie === null ? undefined : idsOf(state, cookie), state.process.configuration ?? UNKNOWN_IDS)
}

/** A row as a person sees it: with the name and the properties that it has on the wire. */
export function itemOf(state: State, row: Row): ModelItem {
  const properties = wireProperties(row, differences[state.profile])
  const nature =
    row.what === 'customer'
      ? natureOfUpdate(properties)
      : { type: typeOfEvent(row.eventType ?? ''), name: row.eventType ?? '' }
  return {
    id: row.id,
    ...nature,
    properties,
    timestamp: row.timestamp,
    customer: customerOf(state, row.cookie),
    key: row.project.projectToken,
    tries: row.tries,
  }
}

/**
 * What a row's properties lose on their way out: six names of a customer update (TrackCustomer.swift:45), and all but
 * the address and the platform of a campaign click.
 */
export function wireProperties(row: Row, { strippedFromCustomers }: Differences): JsonObject {
  if (row.eventType === 'campaign_click') {
    const { url, platform, properties } = row.properties
    return {
      ...(url === undefined ? {} : { url }),
      ...(isObject(properties) ? properties : platform === undefined ? {} : { platform }),
    }
  }
  if (row.what === 'event' || strippedFromCustomers.length === 0) return row.properties
  return Object.fromEntries(Object.entries(row.properties).filter(([key]) => !strippedFromCustomers.includes(key)))
}
