/** Customer IDs: which of them are soft, and how they are read from what a call or a request carries. */
import type { Customer } from '../../core/item'
import { isMark, isObject, type Json } from '../../core/json'

/**
 * The IDs that stand for a browser or a device. `cookie` is the SDKs' own (iOS guide, “Anonymize”), `google_analytics`
 * is added by the Web SDK. A project may define further soft IDs, which the traffic does not tell apart from hard ones.
 */
export const SOFT_IDS: readonly string[] = ['cookie', 'google_analytics']

/** The hard ID of the guide's examples (“Identify”); a project may define others. */
export const HARD_IDS: readonly string[] = ['registered']

/** What is to be said of every other one. */
export const OPEN_IDS =
  'Your project decides whether this ID is hard: documented as one is `registered` alone (iOS guide, “Identify”).'

/** Nobody known. */
const NOBODY: Customer = { soft: {}, hard: {} }

/** An ID's value as text; null for what is no ID at all (null, a mark, a list, an object). Numbers are legal IDs. */
export function idText(value: Json | undefined): string | null {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null
}

/** What is known of a project's IDs: the names of its hard ones, and of all that it defines; null where not known. */
export interface ProjectIds {
  readonly hardIds: readonly string[] | null
  readonly definedIds: readonly string[] | null
}

/** Of a project of which only traffic was seen. */
export const UNKNOWN_IDS: ProjectIds = { hardIds: null, definedIds: null }

/**
 * Whether an ID of this name is a hard one, the one answer that capture, the Lab and the checks give: as the project
 * defines it where that is known, else every ID that is not documented to stand for a device.
 */
function isHardId(name: string, { hardIds }: ProjectIds = UNKNOWN_IDS): boolean {
  return hardIds === null ? !SOFT_IDS.includes(name) : hardIds.includes(name)
}

/**
 * What is risky about identifying by IDs of these names, in sentences: none of them hard, one that is hard only if the
 * project says so, one that the project does not define (iOS tracking guide, “Identify”).
 */
function riskyIds(names: readonly string[], project: ProjectIds = UNKNOWN_IDS): readonly string[] {
  const hard = names.filter((name) => isHardId(name, project))
  const own = hard.filter((name) => !HARD_IDS.includes(name))
  const strange = names.filter((name) => name !== 'cookie' && project.definedIds?.includes(name) === false)
  return [
    ...(hard.length
      ? []
      : [
          'No hard ID: whoever is identified without a hard ID may become part of a wrong profile, for example after ' +
            'anonymize (iOS guide, “Identify”).',
        ]),
    ...(project.hardIds === null && own.length === hard.length && own.length > 0
      ? [
          `Identified without a hard ID, unless the project defines ${own.join(', ')} as one; the default is ` +
            'registered (iOS guide, “Identify”).',
        ]
      : []),
    ...strange.map(
      (name) =>
        `The project defines no ID ${name}: the SDK sends it, the server does not accept it (iOS guide, “Identify”).`,
    ),
  ]
}

/** The cookie is the SDK's own (iOS SDK 4.0.1 DatabaseManager.swift:147). */
export const OWN_COOKIE = 'The cookie ID is the SDK’s own: the value given here is overwritten.'

/** What is odd about IDs that an identify adds to those that are known: empty ones, and another person's. */
export function oddIds(
  ids: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
  project: ProjectIds = UNKNOWN_IDS,
): readonly string[] {
  const empty = Object.keys(ids).filter((name) => ids[name] === '')
  const switched = switchedIds(ids, known, project)
  return [
    ...empty.map((name) => `The ID “${name}” is empty and is sent as it is.`),
    ...riskyIds([...Object.keys(ids)], project),
    ...(switched.length
      ? [
          `Another ${switched.join(', ')} than before, without anonymize in between ` +
            '(iOS guide, “Track token manually”).',
        ]
      : []),
  ]
}

/** The hard IDs that are another person's than those that are known. */
export function switchedIds(
  ids: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
  project: ProjectIds = UNKNOWN_IDS,
): readonly string[] {
  return Object.keys(ids).filter((name) => isHardId(name, project) && (known[name] ?? ids[name]) !== ids[name])
}

/** Sorts an object of IDs into soft and hard ones. Anything that is no object gives nobody. */
export function customerOf(ids: Json | undefined, project: ProjectIds = UNKNOWN_IDS): Customer {
  if (!isObject(ids) || isMark(ids)) return NOBODY
  const soft: Record<string, string> = {}
  const hard: Record<string, string> = {}
  for (const name of Object.keys(ids)) {
    const text = idText(ids[name])
    if (text !== null) (isHardId(name, project) ? hard : soft)[name] = text
  }
  return { soft, hard }
}
