/** Which project a call of the mobile SDKs names, and what makes it none. Capture and the Lab ask the same. */
import { isObject, type Json, type JsonObject, objectOr } from '../../../core/json'
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

/** Why a mapping of event types to further projects is none; null where it is one, or where none is given. */
export function mappingProblem(mapping: Json | undefined): string | null {
  for (const [event, list] of Object.entries(objectOr(mapping))) {
    if (!Array.isArray(list)) return `projectMapping.${event} must be a list of projects`
    for (const { projectToken, baseUrl } of list.map(objectOr)) {
      const problem = projectProblem(projectToken, baseUrl)
      if (problem !== null) return `projectMapping.${event}: ${problem}`
    }
  }
  return null
}

/**
 * The project that anonymize goes over to: given as it is, or by the names of the native SDKs' parameters (iOS guide,
 * “Anonymize”; `exponeaIntegrationType` since iOS SDK 4.0). Null without one; `problem` says why it is refused.
 */
export function switchedTo(given: Json | undefined): { readonly key: string } | { readonly problem: string } | null {
  if (!isObject(given)) return null
  const forms = [given, given.exponeaProject, given.exponeaIntegrationType, given.integrationConfig].map(objectOr)
  const form: JsonObject = forms.find((each) => keyOf({ integrationConfig: each }) !== null) ?? given
  const key = keyOf({ integrationConfig: form })
  const problem = projectProblem(key ?? undefined, form.baseUrl)
  return problem === null && key !== null ? { key } : { problem: problem ?? 'it names no project' }
}
