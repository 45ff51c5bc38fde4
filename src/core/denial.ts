/** Whether an answer says of itself that what was asked for was not done, in any of the usual ways. */
import { isObject, type Json } from './json'

type Member = readonly [name: string, value: Json]

/**
 * Whether JSON denies success: by a flag, an error, a status or its word, or, where nothing in it claims success, by
 * what its message says. What an envelope holds is asked too; anything else it holds may be an echo of what was sent.
 */
export function deniesSuccess(json: Json): boolean {
  if (json === false) return true
  if (typeof json === 'string') return refuses(json)
  if (Array.isArray(json)) return json.some(deniesSuccess)
  if (!isObject(json)) return false
  const members: readonly Member[] = Object.entries(json)
  return members.some(denies) || (!members.some(claimsSuccess) && members.some(refusesInWords))
}

const FLAGS = new RegExp(
  '^(?:(?:is|was)_)?(?:success|successful|succeeded|ok|accepted|received|delivered|valid|allowed' +
    '|authori[sz]ed|authenticated)$',
)
const ERRORS = new RegExp(
  '^(?:(?:has|is)_)?(?:errors?|fault|exception|failures?|failed|rejected|denied|forbidden|blocked|invalid)' +
    '(?:_(?:code|type|name|message|msg|text|description|details?|reason|count|events|items|records))?$',
)
const STATUSES = /^(?:(?:http|response|return|result)_?)?(?:status|code|status_?code)$/
const OUTCOMES = /^(?:status|code|result|response|outcome|state)$/
const MESSAGES = /^(?:(?:error|status)_?)?(?:message|msg|text|details?|reason|title|description)$/
const ENVELOPES = /^(?:data|meta|results?|responses?|body|payload|status|items)$/

/** A member’s name in small letters, its words joined by `_`. */
function plain(name: string): string {
  return name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1_')
    .replace(/[^a-z\d]+/gi, '_')
    .toLowerCase()
}

/** Whether a member says so. */
function denies([member, value]: Member): boolean {
  const name = plain(member)
  const said = String(value)
  return (
    (FLAGS.test(name) && NO.test(said)) ||
    (ERRORS.test(name) && isSaid(value)) ||
    (STATUSES.test(name) && /^[45]\d\d$/.test(said)) ||
    (OUTCOMES.test(name) &&
      (value === false || (typeof value === 'string' && (refuses(value) || NOT_OK.test(value))))) ||
    // A captive portal of itself (RFC 8908).
    (name === 'captive' && value === true) ||
    (ENVELOPES.test(name) && typeof value === 'object' && deniesSuccess(value))
  )
}

/** Whether a member claims success outright: beside it a message that sounds bad is a remark. */
function claimsSuccess([member, value]: Member): boolean {
  const name = plain(member)
  const said = String(value)
  return (FLAGS.test(name) && YES.test(said)) || ((OUTCOMES.test(name) || STATUSES.test(name)) && FINE.test(said))
}

function refusesInWords([member, value]: Member): boolean {
  return typeof value === 'string' && MESSAGES.test(plain(member)) && refuses(value)
}

const NO = /^(?:false|0|no)$/i
const YES = /^(?:true|yes|[1-9]\d*)$/i
const FINE = /^(?:2\d\d|ok|success|successful|accepted|queued|received|created|done)$/i
const NOT_OK = /^(?:ko|nok|down|not ok)$/i

/** Words of refusal, as servers and gateways write them instead of an answer. */
const REFUSALS = anyOf(
  'forbidden|unauthori[sz]ed|unauthenticated|denied|reject(?:ed|ion)?|refused|blocked|throttled|disabled|suspended',
  'invalid|malformed|missing|unknown|expired|exceeded|unavailable|unable|cannot|can t|fault|exception|errors?',
  'fail(?:ed|ure|s)?|unsuccessful|time(?:d )?out|too (?:many|large)|bad (?:request|gateway)|conflict|went wrong',
  '(?:payment|login|authentication) required|no (?:api key|route|such)',
  'not (?:been |be )?(?:found|allowed|permitted|authori[sz]ed|authenticated|accepted|acceptable|received|delivered)',
  'not (?:been |be )?(?:processed|saved|stored|supported|implemented|successful|valid|ok)',
)
/** A count of none. */
const NONE = anyOf(
  '(?:no|0|zero|without(?: any)?) (?:errors?|failures?|failed|rejected|invalid|missing)',
  '(?:errors?|failures?|failed|rejected|invalid) 0',
)
/** Words beside which the others are a remark. */
const ACCEPTED = anyOf('(?<!not (?:been |be )?)(?:ok|success(?:ful(?:ly)?)?|accepted)')

function anyOf(...words: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${words.join('|')})\\b`, 'g')
}

/** Whether a text refuses; a code such as `ACCESS_DENIED` or `InvalidKey` is read as words. */
function refuses(text: string): boolean {
  const words = plain(text.slice(0, LOOKED_AT)).replaceAll('_', ' ').replace(NONE, '')
  return words.search(REFUSALS) >= 0 && words.search(ACCEPTED) < 0
}

/** So much of a text is looked at, in characters: a refusal comes to the point. */
const LOOKED_AT = 300

/** Whether a member that names errors names any. */
function isSaid(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some((each: Json) => isObject(each) || isSaid(each))
  if (isObject(value)) return Object.values(value).some(isSaid)
  if (typeof value === 'string') return !/^(?:|0|none|null|nil|false|ok|success|undefined|n\/a)$/i.test(value.trim())
  return value !== undefined && value !== null && value !== false && value !== 0
}
