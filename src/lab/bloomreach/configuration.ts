/**
 * The SDK's configuration: read from the Lab's settings and from the React Native SDK's `Configuration`, and validated.
 */
import { isObject, type Json, type JsonObject, objectOr } from '../../core/json'
import { groupOf } from '../../providers/bloomreach/calls/group'
import { mappingProblem, projectProblem } from '../../providers/bloomreach/calls/project'
import { type FlushMode, flushModeOf } from '../../providers/bloomreach/calls/settings'

/** A project that events go to. `authorization` is the header's value; empty where none was given. */
export interface Project {
  readonly baseUrl: string
  readonly projectToken: string
  readonly authorization: string
}

/** How often the push token is tracked by the SDK itself. */
type TokenFrequency = 'onTokenChange' | 'everyLaunch' | 'daily'

/** A valid configuration. `sessionTimeout` and `flushPeriod` are in seconds. */
export interface Configuration {
  readonly project: Project
  /** Extra projects by event type (`PAYMENT`, `TRACK_EVENT` …). */
  readonly mapping: Readonly<Record<string, readonly Project[]>>
  readonly sessionTimeout: number
  readonly automaticSessionTracking: boolean
  readonly manualSessionAutoClose: boolean
  readonly flushMode: FlushMode
  readonly flushPeriod: number
  readonly flushMaxRetries: number
  readonly defaultProperties: JsonObject
  readonly allowDefaultCustomerProperties: boolean
  readonly tokenTrackFrequency: TokenFrequency
  /** Whether it was given, and not left at its default. */
  readonly frequencyIsSet: boolean
  readonly pushNotificationTracking: boolean
  readonly requirePushAuthorization: boolean
  /** Whether the person has allowed the device to show notifications. */
  readonly pushAuthorized: boolean
  readonly applicationId: string
  /** The app group that the SDK shares with its notification service; null where none is set. */
  readonly appGroup: string | null
  /**
   * Names of the project's hard IDs, null where not set; the SDK does not know them, a reader of its customers does.
   */
  readonly hardIds: readonly string[] | null
  /** Names of all IDs that the project defines, null where not set. */
  readonly definedIds: readonly string[] | null
}

/** The default address; configuration guide. */
const DEFAULT_BASE_URL = 'https://api.exponea.com'

const FREQUENCIES: Readonly<Record<string, TokenFrequency>> = {
  ON_TOKEN_CHANGE: 'onTokenChange',
  EVERY_LAUNCH: 'everyLaunch',
  DAILY: 'daily',
  onTokenChange: 'onTokenChange',
  everyLaunch: 'everyLaunch',
  daily: 'daily',
}

function frequencyOf(name: Json | undefined): TokenFrequency | null {
  return typeof name === 'string' && Object.hasOwn(FREQUENCIES, name) ? (FREQUENCIES[name] ?? null) : null
}

/** The value of an `authorization` header: an API key alone becomes `Token <key>` (RequestFactory.swift:152). */
function authorizationOf(value: Json | undefined): string {
  // The guide’s own form is `.token("…")` (“Anonymize”, example).
  const given = isObject(value) ? value.token : value
  const text = typeof given === 'string' ? given.trim() : ''
  return text === '' || /^(Token|Bearer) /.test(text) ? text : `Token ${text}`
}

const NO_STREAMS = 'it names a stream of Data hub; the guide knows projects alone, and so does the Lab'

/** A project from `{ projectToken, authorization | authorizationToken, baseUrl? }`, or the reason why it is none. */
export function readProject(source: JsonObject, baseUrl: string): Project | string {
  if (isObject(source.integrationConfig)) return readProject(source.integrationConfig, baseUrl)
  if (typeof source.streamId === 'string') return NO_STREAMS
  const token = source.projectToken
  const url = typeof source.baseUrl === 'string' && source.baseUrl !== '' ? source.baseUrl : baseUrl
  const problem = projectProblem(token, url)
  if (problem !== null || typeof token !== 'string') return problem ?? 'it names no project'
  return {
    baseUrl: url.replace(/\/+$/, ''),
    projectToken: token,
    authorization: authorizationOf(source.authorization ?? source.authorizationToken),
  }
}

/** Projects by event type, or the reason why they are none. */
export function readMapping(source: Json | undefined, baseUrl: string): Configuration['mapping'] | string {
  const problem = mappingProblem(source)
  if (problem !== null) return problem
  const mapping: Record<string, readonly Project[]> = {}
  for (const [event, list] of Object.entries(objectOr(source))) {
    const projects = (Array.isArray(list) ? (list as readonly Json[]) : []).map((entry) =>
      readProject(objectOr(entry), baseUrl),
    )
    mapping[event] = projects.filter((project) => typeof project !== 'string')
  }
  return mapping
}

const APPLICATION_ID = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/

/**
 * A configuration, or the reason why the SDK refuses it. React Native keys win over the Lab's settings of the same
 * meaning.
 */
export function readConfiguration(source: JsonObject): Configuration | string {
  const project = readProject(source, DEFAULT_BASE_URL)
  if (typeof project === 'string') return project
  const mapping = readMapping(source.projectMapping, project.baseUrl)
  if (typeof mapping === 'string') return mapping
  const ios = objectOr(source.ios)
  const number = (key: string, fallback: number): number => {
    const value = source[key]
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fallback
  }
  const flag = (value: Json | undefined, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback)
  const applicationId =
    typeof source.applicationId === 'string' && source.applicationId !== ''
      ? source.applicationId
      : 'default-application'
  if (applicationId.length > 50 || !APPLICATION_ID.test(applicationId))
    return `applicationId is not valid: ${applicationId}`
  const frequency = source.pushTokenTrackingFrequency ?? source.tokenTrackFrequency
  const names = (value: Json | undefined) =>
    Array.isArray(value) ? (value as readonly Json[]).filter((id) => typeof id === 'string') : null
  return {
    project,
    mapping,
    sessionTimeout: number('sessionTimeout', 60),
    automaticSessionTracking: flag(source.automaticSessionTracking, true),
    manualSessionAutoClose: flag(source.manualSessionAutoClose, true),
    flushMode: flushModeOf(source.flushMode) ?? 'immediate',
    flushPeriod: Math.max(1, number('flushPeriod', 60)),
    flushMaxRetries: number('flushMaxRetries', 5),
    defaultProperties: isObject(source.defaultProperties) ? source.defaultProperties : {},
    allowDefaultCustomerProperties: flag(source.allowDefaultCustomerProperties, true),
    frequencyIsSet: typeof frequency === 'string',
    tokenTrackFrequency: frequencyOf(frequency) ?? 'onTokenChange',
    pushNotificationTracking: flag(source.pushNotificationTracking, true),
    requirePushAuthorization: flag(ios.requirePushAuthorization ?? source.requirePushAuthorization, true),
    pushAuthorized: flag(source.pushAuthorized, true),
    applicationId,
    appGroup: groupOf(source),
    hardIds: names(source.hardIds),
    definedIds: names(source.definedIds),
  }
}
