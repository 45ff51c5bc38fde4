/** What an event's name means and what it must have, told in the log as capture tells it of a page's calls. */
import type { JsonObject } from '../../core/json'
import { meaningOf, missingFields, missingText } from '../../providers/customerio/meaning'
import { log, type Run } from './state'

/**
 * Warns of a semantic event, and names the fields that it lacks (iOS guide, “Semantic Events”; Pipelines OpenAPI 3.1).
 */
export function warnOfMeaning(run: Run, event: string, properties: JsonObject) {
  const { userId, anonymousId, token } = run.state
  const whole = { event, properties, userId, anonymousId, context: { device: { token } } }
  const texts = [...meaningOf(event).notes.map(({ text }) => text), missingText(missingFields(whole))]
  const said = texts.filter((text) => text !== null)
  if (said.length) log(run, 'warning', said.join(' '))
}
