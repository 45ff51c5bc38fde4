/** Names of fields that are people's names: lists of people have them where other objects have names of properties. */
import type { Json } from '../../core/json'

/** Lists of people, wherever they stand. */
const PEOPLE =
  'friends|family|famil(y_)?members|relatives|kids|siblings|contacts|colleagues|guests|passengers' +
  '|travell?ers|attendees|participants|households?|beneficiaries|dependents|followers|customers|users|persons' +
  '|people|profiles|recipients|employees|students|patients|subscribers|invitees|referrals'
/** What may hold one person each under the person's own name: elsewhere than with a person it may be anything. */
const OF_PEOPLE = new RegExp(`^(.*_)?(${PEOPLE}|relations|children|parents|members|following)$`)
const LISTED = new RegExp(`^(.*_)?(${PEOPLE})$`)
/** One person, where it holds more than a text. */
const OF_ONE = new RegExp(
  '^(.*_)?(buyer|purchaser|payer|payee|shopper|visitor|guest|passenger|travell?er|attendee|participant|subscriber' +
    '|patient|student|employee|sender|receiver|addressee|contact|spouse|partner|friend|beneficiary' +
    '|(account|card|policy)_?(holder|owner)|insured|tenant|applicant|candidate|identity_?card)$',
)
/** Words of which names of properties are made: a name that has one of them is no person's. */
const WORDS = new Set(
  [
    'about account active activity address age amount answer app area attribute average badge balance band base',
    'best bill birth birthday board body bonus brand browser budget building campaign cart category change channel',
    'city class click client closest code color colour comment company complete consent contact content cookie',
    'count country coupon created credit currency current custom customer data date day default delivery department',
    'description detail device direct discount district email end enabled entry error event expiry extra favorite',
    'favourite feature fee field file first flag floor form format frequency friend full gender geo goal grade',
    'group height hobby holder home house id image index info input interest invoice is item job key kind label',
    'language last latest level limit line link list locale location login loyalty main map marketing max media',
    'membership message meta method middle min mobile mode model month name nested newsletter note notification',
    'number offer office opt option order origin owner page parent payment percent period permission person phone',
    'picture plan platform point policy position post postal preference preferred price primary priority product',
    'profile program project promotion property province purchase push quantity question rank rate rating reason',
    'recent reference referral referrer region relation relationship request result revenue review reward role room',
    'salary sale score screen search secondary seat segment sent session setting settings sex shipping shop since',
    'site size sku social source spend staff stage start state status step stock store street style sub subject',
    'subscription sum survey tag target tax team test text theme tier time timezone title token total type unit',
    'updated url usage use user valid value variant vehicle vendor version vip visit visited volume web website',
    'week weight width work year zip zone alpha beta delta gold silver bronze platinum basic premium pro free trial',
    'north south east west google facebook twitter instagram linkedin apple amazon paypal visa mastercard android',
    'ios windows chrome firefox january february march april may june july august september october november',
    'december monday tuesday wednesday thursday friday saturday sunday',
  ].flatMap((words) => words.split(' ')),
)
/** As people write names, not as programs write those of fields: with a blank, or with letters beyond ASCII. */
const HUMAN = /\S\s+\S|[^\0-\x7f]/
const CAPITALS = /^\p{Lu}[\p{L}'’.-]*$/u
const PROGRAM = /^[a-z$_@#]/

/** A name as the patterns above know it. */
const plain = (name: string): string =>
  name
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()

/** Whether what stands under a name describes persons. A number of them does not, nor does a yes or no. */
export function holdsPeople(name: string, value: Json): boolean {
  if (typeof value === 'string') return LISTED.test(plain(name))
  if (typeof value !== 'object' || value === null) return false
  const known = plain(name)
  return LISTED.test(known) || OF_ONE.test(known)
}

/** Whether a name is written as people write theirs, and has no word of which names of properties are made. */
export function mayBePeoples(name: string): boolean {
  return (HUMAN.test(name) || CAPITALS.test(name)) && !isField(name)
}

/**
 * Which of the names of an object are people's. `under` is the name of the field in which the object stands; `isNested`
 * where it stands within what describes a person: what stands there directly has names of properties.
 */
export function peoplesNames(names: readonly string[], under: string, isNested: boolean): (name: string) => boolean {
  const ofPeople = OF_PEOPLE.test(plain(under))
  if (!ofPeople && !isNested) return () => false
  if (ofPeople && !names.some(isField)) return () => true
  const isMap = !names.some((name) => isField(name) || PROGRAM.test(name))
  return (name) => !isField(name) && (HUMAN.test(name) || (CAPITALS.test(name) && (ofPeople || isMap)))
}

function isField(name: string): boolean {
  return plain(name)
    .split('_')
    .some((word) => WORDS.has(word) || (word.endsWith('s') && WORDS.has(word.slice(0, -1))))
}
