/** The device's storage on a page: one localStorage entry for each thing that the model stores. */
import { type Json, type JsonObject, parseJson } from '../../../src/core/json'

/** Begins the name of every entry. */
export const PREFIX = 'exponea-reference:'

/** Tells of an entry that could not be read or written. */
export type Complain = (text: string) => void

/** What the pages store. */
export interface DeviceStorage {
  readonly read: () => JsonObject
  /**
   * Writes each entry; null removes it. An entry that cannot be written stays in memory only, and is complained about.
   */
  readonly write: (entries: ReadonlyMap<string, Json>) => void
}

/** The page's localStorage as the device's; a page that has none (sandboxed, forbidden) forgets with each load. */
export function deviceStorage(window: Window, complain: Complain): DeviceStorage {
  let storage: Storage | null = null
  try {
    storage = window.localStorage
  } catch (error) {
    complain(`This page has no storage, so nothing survives it: ${String(error)}`)
  }
  return {
    read: () => {
      const found: Record<string, Json> = {}
      for (let n = 0; n < (storage?.length ?? 0); n++) {
        const name = storage?.key(n) ?? ''
        if (!name.startsWith(PREFIX)) continue
        const value = parseJson(storage?.getItem(name) ?? '')
        if (value === undefined) complain(`The entry ${name} is no JSON; it is left as it is.`)
        else found[name.slice(PREFIX.length)] = value
      }
      return found
    },
    write: (entries) => {
      for (const [key, value] of entries) {
        try {
          if (value === null) storage?.removeItem(PREFIX + key)
          else storage?.setItem(PREFIX + key, JSON.stringify(value))
        } catch (error) {
          complain(`The entry ${key} could not be stored and is lost with this page: ${String(error)}`)
        }
      }
    },
  }
}
