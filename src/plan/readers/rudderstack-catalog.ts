/**
 * RudderStack's catalog: properties and custom types, whose `config` (v1, with underscores) or `propConfig` (v0.1) has
 * the keywords of JSON Schema (rudderlabs/rudder-iac, localcatalog/model_v1.go, `SupportedV0ConfigKeys`).
 */
import { inText, isObject, type Json, type JsonObject, objectOr } from '../../core/json'
import { KEYWORDS, TYPES } from '../keywords'

/** Everything that the files define, by id. */
export interface Catalog {
  readonly events: Map<string, JsonObject>
  readonly properties: Map<string, JsonObject>
  readonly types: Map<string, JsonObject>
}

/** The id that a reference names: `#event:x` (v1), `#/events/group/x` (v0.1). */
export function idOf(reference: Json | undefined): string {
  const text = inText(reference ?? '')
  return text.startsWith('#/') ? text.slice(text.lastIndexOf('/') + 1) : text.slice(text.indexOf(':') + 1)
}

const isReference = (type: string): boolean => /^#\/?custom-types?[:/]/.test(type)

/**
 * The schema of a property, or of a custom type. `custom` gives that of a custom type by its reference; what cannot be
 * kept is told to `lose`.
 */
export function schemaOfProperty(
  property: JsonObject,
  custom: (reference: string) => JsonObject,
  lose: (text: string) => void,
): JsonObject {
  const types = namesOf(property.types ?? property.type)
  const reference = types.find(isReference)
  if (reference !== undefined) return custom(reference)
  const unknown = types.filter((type) => !TYPES.has(type))
  if (unknown.length > 0) lose(`The type ${unknown.join(', ')} is not known: what it says is not judged.`)
  const config = { ...objectOr(property.propConfig), ...objectOr(property.config) }
  const known = types.filter((type) => TYPES.has(type))
  const { itemTypes, ...rest } = Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
  const items = itemsOf(property.item_types ?? property.item_type ?? itemTypes, custom)
  const kept = Object.entries(rest).filter(([name]) => Object.hasOwn(KEYWORDS, name))
  const lost = Object.keys(rest).filter((name) => !Object.hasOwn(KEYWORDS, name))
  if (lost.length > 0) lose(`Its settings ${lost.join(', ')} are not judged.`)
  return {
    ...(known.length > 0 && unknown.length === 0 ? { type: known.length === 1 ? (known[0] ?? 'string') : known } : {}),
    ...(Object.fromEntries(kept) as JsonObject),
    ...(items ? { items } : {}),
  }
}

function itemsOf(given: Json | undefined, custom: (reference: string) => JsonObject): JsonObject | null {
  const names = namesOf(given)
  const reference = names.find(isReference)
  if (reference !== undefined) return custom(reference)
  const types = names.filter((name) => TYPES.has(name))
  return types.length === 0 ? null : { type: types.length === 1 ? (types[0] ?? 'string') : types }
}

/** Types in a list, in one text with commas, or alone. */
function namesOf(given: Json | undefined): readonly string[] {
  if (isObject(given)) return namesOf(given.$ref)
  const all: readonly Json[] = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : []
  return all.map((each) => inText(each).trim()).filter((each) => each !== '')
}
