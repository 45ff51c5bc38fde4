/**
 * Reads mParticle's data plans: a plan with its versions, one version, or a version's document alone, as the Data
 * Planning API gives them (docs.mparticle.com, Developers, Data Planning API; mParticle/data-planning-node,
 * src/data_planning/data_plan_event_validator.ts, and its test fixtures).
 */
import { inText, isObject, type Json, type JsonObject, objectOr } from '../../core/json'
import { type Foreign, Gathering, objectsOf, shown, textOf } from './reader'

/** Reads a data plan; null where it is none. */
export function readMparticle(json: Json): Foreign | null {
  if (!isObject(json)) return null
  const all = new Gathering()
  const version = Array.isArray(json.data_plan_versions) ? newest(json, all) : json
  const document = isObject(version?.version_document) ? version.version_document : version
  if (!document || !Array.isArray(document.data_points)) return null
  for (const [i, point] of document.data_points.entries()) readPoint(point as Json, `data_points[${i}]`, all)
  const name = textOf(json.data_plan_name) ?? textOf(json.data_plan_id) ?? 'mParticle data plan'
  return all.plan(name, json.data_plan_description)
}

/** The version that is active in production, else the highest one; the others are named. */
function newest({ data_plan_versions: given }: JsonObject, all: Gathering): JsonObject | undefined {
  const versions = [...objectsOf(given)].sort((a, b) => Number(inText(b.version ?? 0)) - Number(inText(a.version ?? 0)))
  const chosen = versions.find(({ activated_environment: where }) => where === 'production') ?? versions[0]
  const others = versions.filter((each) => each !== chosen).map(({ version }) => version)
  if (others.length > 0)
    all.lose(`versions ${others.map(shown).join(', ')}`, `Only version ${shown(chosen?.version)} is judged.`)
  return chosen
}

function readPoint(point: Json, place: string, all: Gathering): void {
  const { match, validator, description } = objectOr(point)
  const { type, criteria } = objectOr(match)
  const { event_name: event, screen_name: screen, custom_event_type: custom } = objectOr(criteria)
  const about = textOf(description) ? { description: String(description) } : {}
  const name = textOf(type === 'screen_view' ? screen : event)
  const where = name ? `${place} (${name})` : place
  const { type: kind, definition } = objectOr(validator)
  if (kind !== 'json_schema' && kind !== undefined)
    all.lose(where, `Its validator is “${shown(kind)}”: only json_schema is judged.`)
  if (type === 'user_attributes') {
    all.add({ type: 'identify', ...about, schema: objectOr(definition) }, where)
    return
  }
  if ((type !== 'custom_event' && type !== 'screen_view') || !name) {
    all.lose(
      where,
      name
        ? `Matches of the type ${shown(type)} have no counterpart here.`
        : `A match of the type ${shown(type)} names no event that could be judged.`,
    )
    return
  }
  if (textOf(custom)) all.lose(where, `That its custom_event_type is “${shown(custom)}” is not judged.`)
  all.add(
    { name, type: type === 'screen_view' ? 'screen' : 'event', ...about, schema: attributesOf(definition, where, all) },
    where,
  )
}

/** The part of an event's schema that is about its custom attributes: its properties elsewhere. */
function attributesOf(definition: Json | undefined, where: string, all: Gathering): JsonObject {
  const { data: ofData, ...beside } = objectOr(objectOr(definition).properties)
  if (Object.keys(beside).length > 0)
    all.lose(where, `What it says of ${Object.keys(beside).join(', ')} is not judged.`)
  const data = objectOr(ofData)
  const parts = objectOr(data.properties)
  const matched = new Set(['custom_attributes', 'event_name', 'screen_name', 'custom_event_type'])
  const others = Object.keys(parts).filter((name) => !matched.has(name))
  if (others.length > 0) all.lose(where, `What it says of ${others.join(', ')} is not judged.`)
  const { custom_attributes: attributes } = parts
  // mParticle takes an event without attributes where those are not required.
  const { required, ...open } = objectOr(attributes)
  const needed = Array.isArray(data.required) && data.required.includes('custom_attributes')
  const named = Array.isArray(required) && required.length > 0
  if (named && !needed) all.lose(where, 'That an event without any attributes is planned too is not kept.')
  return named ? { ...open, required } : open
}
