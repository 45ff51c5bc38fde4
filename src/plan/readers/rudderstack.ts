/**
 * Reads RudderStack's tracking plans as its command line keeps them: YAML of the versions `rudder/v1` and `rudder/v0.1`
 * (also written `rudder/0.1`), with events, properties, custom types and the plan in files of their own or as documents
 * of one (rudderstack.com/docs, Rudder CLI, Data Catalog YAML Reference; rudderlabs/rudder-iac,
 * cli/internal/providers/datacatalog/localcatalog: `model_v1.go`, `tracking_plan.go`).
 */
import { parseAllDocuments } from 'yaml'
import { inText, isObject, type Json, type JsonObject, objectOr } from '../../core/json'
import { CALLS, type Foreign, Gathering, objectsOf, shown, textOf } from './reader'
import { type Catalog, idOf, schemaOfProperty } from './rudderstack-catalog'

/** Whether a text says of itself that it is RudderStack's YAML. */
export function isRudderstack(text: string): boolean {
  return /^\s*["']?version["']?\s*:\s*["']?rudder\//m.test(text)
}

/** Aliases of YAML may unfold to more than a machine holds: more of them are refused. */
const ALIASES = 100

/** Reads the files of one project. */
export function readRudderstack(
  files: readonly { readonly name: string; readonly text: string }[],
): Foreign | { readonly wrong: string } {
  const documents: JsonObject[] = []
  for (const { name, text } of files) {
    if (!isRudderstack(text)) return { wrong: `${name} is not RudderStack’s YAML: it has no “version: rudder/…”.` }
    const read = readYaml(text)
    if (typeof read === 'string') return { wrong: `${name} is not YAML: ${read}` }
    documents.push(...read)
  }
  const strange = documents.find(({ version }) => !/^rudder\/(?:v1|v?0\.1)$/.test(inText(version)))
  if (strange) return { wrong: `The version ${shown(strange.version)} is not read: rudder/v1 and rudder/v0.1 are.` }
  const plans = documents.filter(({ kind }) => kind === 'tracking-plan' || kind === 'tp')
  const [plan] = plans
  if (!plan)
    return {
      wrong: 'These files hold no tracking plan (kind: tracking-plan, or tp). Open the plan’s file along with them.',
    }
  if (plans.length > 1) return { wrong: 'These files hold several tracking plans: open one of them at a time.' }
  const spec = objectOr(plan.spec)
  const all = new Gathering()
  const catalog = catalogOf(documents, all)
  for (const rule of objectsOf(spec.rules)) readRule(rule, catalog, all)
  const name = textOf(spec.display_name) ?? textOf(spec.id) ?? 'RudderStack tracking plan'
  return all.events.length === 0 && all.losses.length > 0
    ? { wrong: `None of its rules could be read. ${all.losses[0]?.place}: ${all.losses[0]?.text}` }
    : all.plan(name, spec.description)
}

function readYaml(text: string): readonly JsonObject[] | string {
  try {
    const documents = parseAllDocuments(text)
    const found: JsonObject[] = []
    for (const document of 'empty' in documents ? [] : documents) {
      const [error] = document.errors
      if (error) return error.message.split('\n')[0] ?? 'it is broken'
      const value = document.toJS({ maxAliasCount: ALIASES }) as Json
      if (isObject(value)) found.push(value)
    }
    return found
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function catalogOf(documents: readonly JsonObject[], all: Gathering): Catalog {
  const catalog: Catalog = { events: new Map(), properties: new Map(), types: new Map() }
  const lists = { events: catalog.events, properties: catalog.properties, 'custom-types': catalog.types }
  for (const { kind, spec } of documents) {
    if (kind === 'tracking-plan' || kind === 'tp' || kind === 'categories') continue
    const list = lists[kind as keyof typeof lists]
    if (!list) {
      all.lose(`kind: ${shown(kind)}`, 'It has no counterpart in a plan.')
      continue
    }
    const entries = objectOr(spec)[kind === 'custom-types' ? 'types' : inText(kind)]
    for (const entry of objectsOf(entries)) list.set(inText(entry.id), entry)
  }
  return catalog
}

function readRule(rule: JsonObject, catalog: Catalog, all: Gathering): void {
  const place = textOf(rule.id) ? `rule “${shown(rule.id)}”` : 'a rule without an ID'
  const reference: JsonObject = isObject(rule.event) ? rule.event : { $ref: rule.event ?? null }
  const id = idOf(reference.$ref)
  const event = catalog.events.get(id)
  if (!event) {
    all.lose(place, `Its event ${shown(reference.$ref)} is in none of the files: open its events file along with it.`)
    return
  }
  const kind = inText(event.event_type)
  const type = Object.hasOwn(CALLS, kind) ? CALLS[kind] : undefined
  if (!type) {
    all.lose(place, `Events of the type ${shown(event.event_type)} have no counterpart here.`)
    return
  }
  const section = textOf(rule.identity_section) ?? textOf(reference.identity_section)
  if (section === 'context.traits') {
    all.lose(place, 'What it says of context.traits is not judged.')
    all.add({ ...named(event), type }, place)
    return
  }
  const variants = objectsOf(rule.variants).length > 0
  if (variants) all.lose(place, 'Its variants are not judged, and what they add is taken as planned.')
  const includes = rule.includes !== undefined
  if (includes) all.lose(place, 'What it includes from elsewhere is not judged, and taken as planned.')
  // Nothing unplanned is the default in both versions.
  const free = rule.additional_properties ?? reference.allow_unplanned ?? rule.allow_unplanned ?? false
  const members = membersOf(objectsOf(rule.properties), { catalog, all, place, within: [] })
  const closed = free !== true && !variants && !includes && members.whole
  if (free !== true && !members.whole)
    all.lose(place, 'That nothing else is planned is not kept, since not all of its properties are known.')
  const schema = { type: 'object', ...members.schema, ...(closed ? { additionalProperties: false } : {}) }
  all.add({ ...named(event), type, schema }, place)
}

function named({ name, description }: JsonObject): { readonly name?: string; readonly description?: string } {
  return {
    ...(textOf(name) ? { name: String(name) } : {}),
    ...(textOf(description) ? { description: String(description) } : {}),
  }
}

interface Reading {
  readonly catalog: Catalog
  readonly all: Gathering
  readonly place: string
  /** The custom types that are being read: one that has itself as a part ends there. */
  readonly within: readonly string[]
}

/** The schema of some references to properties; `whole` is false where one could not be found. */
function membersOf(
  references: readonly JsonObject[],
  reading: Reading,
): { readonly schema: JsonObject; readonly whole: boolean } {
  const { catalog, all, place } = reading
  const properties: [string, JsonObject][] = []
  const required: string[] = []
  let whole = true
  for (const reference of references) {
    const ref = reference.property ?? reference.$ref
    const property = catalog.properties.get(idOf(ref))
    const name = textOf(property?.name)
    if (!property || !name) {
      whole = false
      all.lose(place, `Its property ${shown(ref)} is in none of the files: open its properties file along with it.`)
      continue
    }
    const told = schemaOfProperty(
      property,
      (type) => ofCustomType(type, reading),
      (text) => all.lose(`${place}, ${name}`, text),
    )
    properties.push([name, { ...told, ...nestedOf(reference, reading) }])
    if (reference.required === true) required.push(name)
  }
  const schema = {
    properties: Object.fromEntries(properties) as JsonObject,
    ...(required.length > 0 ? { required } : {}),
  }
  return { schema, whole }
}

/** What a rule says of the members of an object, beside what its property says. */
function nestedOf(reference: JsonObject, reading: Reading): JsonObject {
  const inner = objectsOf(reference.properties)
  if (inner.length === 0) return {}
  const { schema, whole } = membersOf(inner, reading)
  return { ...schema, ...(reference.additional_properties === false && whole ? { additionalProperties: false } : {}) }
}

/** The schema of a custom type by its reference. */
function ofCustomType(reference: string, reading: Reading): JsonObject {
  const { catalog, all, place, within } = reading
  const id = idOf(reference)
  const type = catalog.types.get(id)
  if (!type || within.includes(id)) {
    all.lose(
      place,
      type
        ? `The custom type ${id} has itself as a part: only its outside is judged.`
        : `The custom type ${reference} is in none of the files: what it says is not judged.`,
    )
    return {}
  }
  const inside = { ...reading, within: [...within, id] }
  const told = schemaOfProperty(
    type,
    (name) => ofCustomType(name, inside),
    (text) => all.lose(`${place}, type ${id}`, text),
  )
  const members = objectsOf(type.properties)
  if (objectsOf(type.variants).length > 0) all.lose(`${place}, type ${id}`, 'Its variants are not judged.')
  return members.length > 0 ? { ...told, ...membersOf(members, inside).schema } : told
}
