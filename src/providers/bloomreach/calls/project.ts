/** Which project a call of the mobile SDKs names, and what makes it none. Capture and the Lab ask the same. */
import { isMark, isObject, type Json, type JsonObject, objectOr } from '../../../core/json'
import { keyOf } from '../sdk'

/**
 * Why a project is none: its token is letters, digits and hyphens, and not empty; its address a URL
 * (Configuration+Validation.swift). Null where it is one.
 */
export function projectProblem(token: Json | undefined, baseUrl: Json | undefined): string | null {
  if (typeof token !== 'string' || !/^[A-Za-z0-9-]+$/.test(token))
    return 'projectToken must be letters, digits and hyphens, and not empty'
  if (typeof baseUrl === 'string' && baseUrl !== '' && !/^https?:\/\/[^\s/?#]+/.test(baseUrl))
    return `baseUrl is not a valid URL: ${baseUrl}`
  return null
}

/** The SDK's own event types, by which further projects are mapped (iOS SDK 3.x and 4.0.1 EventType.swift). */
const EVENT_TYPES: ReadonlySet<string> = new Set([
  ...['INSTALL', 'SESSION_START', 'SESSION_END', 'TRACK_EVENT', 'TRACK_CUSTOMER', 'PAYMENT', 'PUSH_TOKEN'],
  ...['PUSH_DELIVERED', 'PUSH_OPENED', 'CAMPAIGN_CLICK', 'BANNER'],
])

/**
 * Why a mapping of event types to further projects is none; null where it is one, or where none is given. Another type
 * than the SDK's own is refused by the bridge (ConfigurationParser.swift) and by Swift.
 */
export function mappingProblem(mapping: Json | undefined): string | null {
  for (const [event, list] of Object.entries(isMark(mapping) ? {} : objectOr(mapping))) {
    // Of what was not copied, or is no JSON, nothing can be said.
    if (isMark(list)) continue
    if (!EVENT_TYPES.has(event))
      return `projectMapping.${event} is not an event type; these are: ${[...EVENT_TYPES].join(', ')}`
    if (!Array.isArray(list)) return `projectMapping.${event} must be a list of projects`
    for (const { projectToken, baseUrl } of list.filter((each) => !isMark(each)).map(objectOr)) {
      const problem = projectProblem(projectToken, baseUrl)
      if (problem !== null) return `projectMapping.${event}: ${problem}`
    }
  }
  return null
}

/** A project that the SDK goes over to: its token or stream, and all that the call says of it. */
interface Project {
  readonly key: string
  readonly form: JsonObject
}

/**
 * The project that anonymize goes over to: given as it is, or by the names of the native SDKs' parameters (iOS guide,
 * “Anonymize”; `exponeaIntegrationType` since iOS SDK 4.0). Null without one; `problem` says why it is refused.
 */
export function switchedTo(given: Json | undefined): Project | { readonly problem: string } | null {
  if (!isObject(given)) return null
  const forms = [given, given.exponeaProject, given.exponeaIntegrationType, given.integrationConfig].map(objectOr)
  const form: JsonObject = forms.find((each) => keyOf({ integrationConfig: each }) !== null) ?? given
  const key = keyOf({ integrationConfig: form })
  const problem = projectProblem(key ?? undefined, form.baseUrl)
  return problem === null && key !== null ? { key, form } : { problem: problem ?? 'it names no project' }
}

/**
 * The configuration as anonymize leaves it: with the new project where there is one, at the address of before unless it
 * names its own, and with the new mapping alone (ExponeaInternal+Tracking.swift:435, TrackingManager.swift:709).
 */
export function switchedConfig(config: JsonObject, form: JsonObject | null, mapping: Json | undefined): JsonObject {
  const projectMapping = isObject(mapping) && !isMark(mapping) ? mapping : null
  if (form === null) return { ...config, projectMapping }
  const { projectToken: _project, authorizationToken: _key, authorization: _by, integrationConfig, ...kept } = config
  const isNested = integrationConfig !== undefined || form.projectToken === undefined
  return { ...kept, ...(isNested ? { integrationConfig: form } : form), projectMapping }
}
