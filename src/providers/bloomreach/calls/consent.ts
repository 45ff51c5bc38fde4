/**
 * Reads the `consent` event, by which Bloomreach is told of a customer's consent: there is no other consent API on the
 * web.
 */

import type { Effect } from '../../../core/contract/vendor'
import { type Note, note } from '../../../core/item'
import { type JsonObject, stringOr } from '../../../core/json'

/** What a `consent` event says, and what is odd about it. */
export interface Consent {
  readonly effects: readonly Effect[]
  readonly notes: readonly Note[]
}

/**
 * Reads a `consent` event's properties: `action` is `accept` or `reject`, `category` names the consent, `valid_until`
 * is needed to accept. An event that is not valid revokes the consent (Bloomreach documentation, Consents).
 */
export function readConsent(properties: JsonObject): Consent {
  const category = stringOr(properties.category)
  const action = stringOr(properties.action)
  const notes: Note[] = []
  if (category === null || category === '') notes.push(note('consent', 'The consent event has no category.'))
  if (action !== 'accept' && action !== 'reject')
    notes.push(
      note('consent', 'The action is neither "accept" nor "reject": an invalid consent event revokes the consent.'),
    )
  if (action === 'accept' && (properties.valid_until === undefined || properties.valid_until === null)) {
    notes.push(note('consent', 'The accepted consent has no valid_until ("unlimited" or seconds since 1970).'))
  }
  if (category === null || category === '') return { effects: [], notes }
  const granted = action === 'accept'
  const how = granted ? 'accepted' : action === 'reject' ? 'rejected' : 'revoked by an invalid consent event'
  return { effects: [{ kind: 'consent', category, granted, text: `Consent "${category}" ${how}` }], notes }
}
