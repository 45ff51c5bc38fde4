/** What an event's name means and what it must have, told in the log as capture tells it of a page's calls. */
import type { JsonObject } from '../../core/json'
import { meaningOf, requirementNotes } from '../../providers/customerio/meaning'
import { log, type Run } from './state'

/**
 * Warns of a semantic event, and names the fields that it lacks (iOS guide, “Semantic Events”; Pipelines OpenAPI 3.1).
 * `event` is as it goes on the wire; the anonymous ID is the SDK's to add.
 */
export function warnOfMeaning(run: Run, event: JsonObject & { readonly event: string }) {
  const said = [...meaningOf(event.event).notes, ...requirementNotes(event, ['anonymousId'])]
  if (said.length) log(run, 'warning', said.map(({ text }) => text).join(' '))
}
