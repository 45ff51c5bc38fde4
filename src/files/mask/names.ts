/** What the name of a field tells of its value: that it is a person's, that it opens something, or neither. */

/** Names of fields that are a person's wherever they stand: in an event's properties too. */
const PERSONAL = new RegExp(
  `^(.*_)?(${[
    'e_?mail(_?addresse?s?)?|(cell_?|mobile_?)?phone(_?(numbers?|no))?|mobile(_?number)?|tel|telephone|msisdn|fax',
    'whats_?app|[fl]_?name',
    '(first|last|full|given|family|middle|sur|nick|display|user|customer|recipient|contact|billing|shipping)_?name',
    '(person|guest|passenger|travell?er|attendee|holder|owner|buyer|payer|sender|receiver|visitor|patient)_?name',
    '(student|employee|subscriber|lead|legal|real|preferred|maiden|spouse|parent|child)_?name|cardholder(_?name)?',
    'name_of_(the_)?(user|customer|person|buyer|recipient|guest|holder)|full_?name_of_.*',
    'jmeno|prijmeni|vorname|nachname',
    'surname|username|login|recipient|contact|birth_?(day|date)|date_?of_?birth|birthday|dob|gender|salutation',
    'address(es|_?line.*)?|street(_?(address|name|number))?|city|zip(_?code)?|postal(_?code)?|post_?code|house_?number',
    'ip(v[46])?(_?address)?|national_?id(_?number)?|personal_?(id(_?number)?|number)|rodne_?cislo|birth_?number|ssnr?',
    'driver_?licen[cs]e(_?number)?|id_?card(_?number)?|social_?security(_?number)?|nin|pesel|dni|cpf',
    'uid|user_?ids?|customer_?id|person_?id|member_?id|registered|external_?id',
    'latitude|longitude|lat|lng|geo|iban|bic|card(_?number)?|pan|ssn|vat(_?id)?|tax_?id|passport(_?number)?',
    '(push|device|fcm|apns?|registration|notification)_?token|push_notification_(id|token)',
  ].join('|')})s?(_?\\d{1,2})?(_?(hash(ed)?|sha_?(1|256)|md_?5))?$`,
)
/** Names under which everything is a person's: traits, customer properties. */
const PERSON = new RegExp(
  '^(traits|attributes|(customer|user|person|profile|recipient)(_?(properties|attributes|data|details|info|traits))?' +
    '|customers|users|persons|people|profiles|recipients)$',
)
/** Names under which ids stand by their names, soft ones among them. */
const IDS = /^(hard|ids|identities|(customer|user|external)_?ids)$/
/** Anonymous ids: without them a recording says nothing. */
const SOFT = /^(soft|cookie|anonymous_?id|_?cio_?anon_?id|device_?id|google_?analytics|client_?id|session_?id)$/
/** Names of the vendors' own fields that only look personal: project tokens, write keys, what kind of thing it is. */
const OPEN = /^(project_?token|token|write_?key|(public_)?api_?key|company_?id|stream_?id|site_?id|message_?id)$/
/** Names of what opens something: it never leaves, masked or not. */
const SECRET = new RegExp(
  `^(.*_)?(${[
    'passwort|heslo',
    'pass(word|wd|phrase|code)?|pwd|secret(_?key)?|private_?key|api_?secret|app_?api_?key|credentials?|jwt|otp|cvv|cvc',
    '(access|refresh|id|auth|bearer|csrf|xsrf|session|security)_?token|authorization(_?token)?|set_?cookie2?',
  ].join('|')})$`,
)
/** Names of headers that hold one beside those. */
const SECRET_HEADER = /^(cookie2?|x_?api_?key|api_?key|x_?auth.*)$/
/** Headers by which a server says who may read an answer: `…-allow-credentials` is no credential. */
const ANSWER_RULE = /^access_control_/
/** Names of fields that hold a version, which may look like an IP address. */
const VERSION = /^((?!ip_).*_)?(version|ver|build|release)(_?(name|number|code))?$/
/** Names of fields that hold headers. */
const HEADERS = /^(.*_)?headers$/

/** A name as the patterns know it: `billingAddress`, `billing-address` and `Billing Address` are one. */
function plainName(name: string): string {
  return name
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}

/** What a name says of what it names. */
export interface Meaning {
  /** The value is a person's. */
  readonly personal: boolean
  /** Everything below is a person's. */
  readonly person: boolean
  /** Below stand ids by their names. */
  readonly ids: boolean
  /** An anonymous id. */
  readonly soft: boolean
  /** It never leaves. */
  readonly secret: boolean
  /** It never leaves where it is a header. */
  readonly secretHeader: boolean
  readonly headers: boolean
  /** A version of something. */
  readonly version: boolean
}

const known = new Map<string, Meaning>()
/** So many names are remembered: pages make up as many as they like. */
const REMEMBERED = 5_000

/** What a name says; the same names come again and again. */
export function meaningOf(name: string): Meaning {
  const before = known.get(name)
  if (before) return before
  const plain = plainName(name)
  const open = OPEN.test(plain)
  const secret = !open && !ANSWER_RULE.test(plain) && SECRET.test(plain)
  const made: Meaning = {
    personal: !open && !secret && PERSONAL.test(plain),
    person: PERSON.test(plain),
    ids: IDS.test(plain),
    soft: SOFT.test(plain),
    secret,
    secretHeader: secret || SECRET_HEADER.test(plain),
    headers: HEADERS.test(plain),
    version: VERSION.test(plain),
  }
  if (known.size >= REMEMBERED) known.clear()
  known.set(name, made)
  return made
}
