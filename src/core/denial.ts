/** Whether an answer says of itself that what was asked for was not done, in any of the usual ways. */
import { inText, isObject, type Json } from './json'

type Member = readonly [name: string, value: Json]

/**
 * Whether JSON denies success: by a flag, an error, a status or its word, or, where nothing in it claims success, by
 * what its message says. What an envelope holds is asked too; anything else it holds may be an echo of what was sent.
 */
export function deniesSuccess(json: Json): boolean {
  if (typeof json !== 'object' || json === null) return isDenial(json)
  if (last?.json !== json) last = { json, denies: isDenial(json) }
  return last.denies
}

/** What was asked about last: of answers that are alike there is one object, see `readAnswered`. */
let last: { readonly json: Json; readonly denies: boolean } | null = null

function isDenial(json: Json): boolean {
  if (json === false) return true
  if (typeof json === 'string') return refuses(json)
  if (Array.isArray(json)) return json.some(isDenial)
  if (!isObject(json)) return false
  const members: readonly Member[] = Object.entries(json)
  if (members.some(denies)) return true
  if (members.some(claimsSuccess)) return false
  return members.some(members.some(repeatsStatus) ? failsInWords : refusesInWords)
}

const FLAGS = new RegExp(
  '^(?:(?:is|was)_)?(?:success|successful|succeeded|ok|accepted|received|delivered|valid|allowed' +
    '|authori[sz]ed|authenticated)$',
)
const ERRORS = new RegExp(
  '^(?:(?:has|is)_)?' +
    '(?:errors?|fault|exception|failures?|failed|rejected|denied|forbidden|blocked|invalid|login_required)' +
    '(?:_(?:code|type|name|message|msg|text|description|details?|reason|(?:[a-z]+_)?count|events|items|records))?$' +
    '|^err(?:code|no)$',
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
  const said = inText(value)
  return (
    (FLAGS.test(name) && NO.test(said)) ||
    (ERRORS.test(name) && isSaid(value)) ||
    (STATUSES.test(name) && /^[45]\d\d$/.test(said)) ||
    (OUTCOMES.test(name) &&
      (value === false || (typeof value === 'string' && (refuses(value) || NOT_OK.test(value))))) ||
    // A captive portal of itself (RFC 8908).
    (name === 'captive' && value === true) ||
    (ENVELOPES.test(name) && typeof value === 'object' && isDenial(value))
  )
}

/** Whether a member claims success outright: beside it a message that sounds bad is a remark. */
function claimsSuccess([member, value]: Member): boolean {
  const name = plain(member)
  const said = inText(value)
  return (FLAGS.test(name) && YES.test(said)) || ((OUTCOMES.test(name) || STATUSES.test(name)) && FINE.test(said))
}

/** Whether a member only has the answer’s status once more, as of a gateway that answers 200 to everything. */
function repeatsStatus([member, value]: Member): boolean {
  return STATUSES.test(plain(member)) && /^2\d\d$/.test(inText(value))
}

function refusesInWords([member, value]: Member): boolean {
  return typeof value === 'string' && MESSAGES.test(plain(member)) && refuses(value)
}

/** Whether a member says that all of it failed, whatever the number beside it: a remark on a part is none. */
function failsInWords([member, value]: Member): boolean {
  return (
    typeof value === 'string' && MESSAGES.test(plain(member)) && FAILED.test(spoken(value).replace(NONE, '').trim())
  )
}

const NO = /^(?:false|0|no)$/i
const YES = /^(?:true|yes|[1-9]\d*)$/i
const FINE = /^(?:ok|success|successful|accepted|queued|received|created|done)$/i
const NOT_OK = /^(?:ko|nok|down|not ok|err)$/i

/** Words of refusal, as servers and gateways write them instead of an answer. */
const REFUSALS = anyOf(
  'forbidden|unauthori[sz]ed|unauthenticated|denied|reject(?:ed|ion)?|refused|blocked|throttled|disabled|suspended',
  'invalid|malformed|missing|unknown|expired|exceeded|unavailable|unable|cannot|can t|fault|exception|errors?',
  'fail(?:ed|ure|s)?|unsuccessful|time(?:d )?out|too (?:many|large)|bad (?:request|gateway)|conflict|went wrong',
  '(?:payment|login|authentication) required|no (?:api key|route|such)|(?:please|must|have to) (?:log|sign) ?in',
  'not (?:been |be )?(?:found|allowed|permitted|authori[sz]ed|authenticated|accepted|acceptable|received|delivered)',
  'not (?:been |be )?(?:processed|saved|stored|supported|implemented|successful|valid|ok)',
)
/** What HTTP calls the statuses of 4xx and 5xx (RFC 9110, section 15), and other words for no access. */
const FAILED = new RegExp(
  '^(?:(?:error|sorry|\\d{3}) )*' +
    '(?:(?:request|access|permission|authori[sz]ation|authentication|you)(?: (?:was|is|are))? )?' +
    '(?:forbidden|unauthori[sz]ed|unauthenticated|denied|rejected|refused|blocked|failed|not (?:allowed|permitted)' +
    '|bad (?:request|gateway)|(?:page )?not found|method not allowed|(?:request|gateway) time ?out|too many requests' +
    '|(?:internal )?server error|service unavailable|not implemented' +
    '|(?:payment|login|authentication|authori[sz]ation) (?:is )?required' +
    '|(?:invalid|missing|expired|wrong|no) (?:(?:api|write|access|project|public) )?' +
    '(?:key|token|signature|credentials)|(?:please |you must |you have to )(?:log|sign) ?in' +
    '|(?:the )?(?:project|token|key|session|rate limit|quota)(?: was| is| has)? (?:not found|expired|exceeded))' +
    // “Forbidden characters were replaced” is a remark.
    '(?! (?:characters?|fields?|events?|items?|users?|properties|values?|words?)\\b)\\b',
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
  const words = spoken(text).replace(NONE, '')
  return words.search(REFUSALS) >= 0 && words.search(ACCEPTED) < 0
}

function spoken(text: string): string {
  return plain(text.slice(0, LOOKED_AT)).replaceAll('_', ' ').trim()
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
