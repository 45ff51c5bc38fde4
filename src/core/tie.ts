/** What ties soft IDs to persons. */
import type { Map as HashMap, Set as HashSet, List } from 'immutable'
import type { Customer } from './item'

/**
 * What ties a soft ID to a person: an identify, or anything else that carried both, as the server took it; or an answer
 * of the server's that names both. Only `accepted` ties; the others are kept to be told.
 */
export interface Tie {
  /** The person's hard ids, as far as they came with it. */
  readonly hard: Customer['hard']
  /** When it was sent; milliseconds since 1970. */
  readonly sentAt: number
  /** The number of the item that tied; null where an answer said it. */
  readonly item: number | null
  readonly outcome: 'accepted' | 'refused' | 'unknown'
}

/** What is tied under one tracker's key. An id is written `name=value`. */
export interface Ties {
  /** Soft ID, or the ID of a person who was merged → what ties it to persons, in the order of sending. */
  readonly bySoft: HashMap<string, List<Tie>>
  /** Hard ID → the soft IDs that were tied to it. */
  readonly byHard: HashMap<string, HashSet<string>>
}
