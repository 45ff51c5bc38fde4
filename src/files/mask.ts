/**
 * Replaces personal values in facts by stand-ins: the same value gets the same stand-in everywhere, so joins and
 * identities stay what they are.
 */
import type { Fact } from '../core/fact'
import { isObject, type Json, parseJson } from '../core/json'
import { literally } from '../core/text'

/** Names of fields whose values tell of a person. Anonymous ids stay: without them a recording says nothing. */
const PERSONAL = new RegExp(
  `^(.*[_-])?(${[
    'e-?mail(_?address)?|phone(_?number)?|mobile|tel',
    'first_?name|last_?name|full_?name|surname|given_?name|family_?name|birth(day|_?date)|dob',
    'address|street|city|zip|postal_?code|ip(_?address)?',
    'user_?id|customer_?id|registered|username|password|token',
    'latitude|longitude|iban|card(_?number)?',
  ].join('|')})$`,
  'i',
)
/** Names of the vendors' own fields that only look personal: project tokens and write keys. */
const OPEN = /^(project_?token|write_?key|api_?key|company_?id)$/i
const EMAIL = /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/gi
const HARD = new Set(['hard', 'customer_ids', 'customerids', 'ids'])
const SOFT = /^(cookie|anonymous_?id|device_?id)$/i
/** Shorter values are masked only where they stand alone: inside other text they would hit anything. */
const INSIDE = 5

/** Facts without personal values. The input is left as it is. */
export function maskFacts(facts: readonly Fact[]): readonly Fact[] {
  const stand = new Map<string, string>()
  for (const fact of facts) collect(fact as unknown as Json, '', '', stand)
  const long = [...stand.keys()].filter((value) => value.length >= INSIDE).sort((a, b) => b.length - a.length)
  const inside =
    long.length > 0
      ? new RegExp(
          long
            .flatMap((value) => [value, encodeURIComponent(value)])
            .map(literally)
            .join('|'),
          'g',
        )
      : null
  const plain = (text: string): string => {
    const whole = stand.get(text)
    if (whole !== undefined) return whole
    const known = inside ? text.replace(inside, (hit) => stand.get(hit) ?? stand.get(decode(hit)) ?? hit) : text
    return known.replace(EMAIL, (hit) => standIn(hit, stand))
  }
  return facts.map((fact) => replace(fact as unknown as Json, '', plain) as unknown as Fact)
}

/** Whether a field's value tells of a person, by its own name and the name of what it stands in. */
function personal(key: string, within: string): boolean {
  if (OPEN.test(key)) return false
  return PERSONAL.test(key) || (HARD.has(within.toLowerCase()) && !SOFT.test(key))
}

function collect(value: Json, key: string, within: string, stand: Map<string, string>): void {
  if (typeof value === 'string') {
    const inner = nested(value)
    if (inner !== undefined) collect(inner, key, within, stand)
    else if (value !== '' && personal(key, within)) standIn(value, stand)
    else for (const hit of value.matchAll(EMAIL)) standIn(hit[0], stand)
  } else if (Array.isArray(value)) for (const each of value) collect(each, key, within, stand)
  else if (isObject(value)) {
    // The first argument of `identify` is the person's id in every dialect seen so far.
    if (
      value.kind === 'call' &&
      /^(identify|alias|identifyCustomer)$/.test(String(value.method)) &&
      Array.isArray(value.args)
    )
      for (const arg of value.args) if (typeof arg === 'string' && arg !== '') standIn(arg, stand)
    for (const name in value) collect(value[name] ?? null, name, key, stand)
  }
}

function replace(value: Json, key: string, plain: (text: string) => string): Json {
  if (typeof value === 'string') {
    const inner = nested(value)
    return inner === undefined ? plain(value) : JSON.stringify(replace(inner, key, plain))
  }
  if (Array.isArray(value)) return value.map((each) => replace(each, key, plain))
  if (!isObject(value)) return value
  if (value.binary === true && typeof value.text === 'string') return { ...value, text: null, note: 'masked' }
  const copy: Record<string, Json> = {}
  for (const name in value) {
    const inner = value[name] ?? null
    copy[name] = typeof inner === 'number' && personal(name, key) ? 0 : replace(inner, name, plain)
  }
  return copy
}

/** JSON inside a string: a request's body. Only objects and lists, or every number in quotes would lose its quotes. */
function nested(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  return parseJson(text)
}

/** The stand-in of a value: an address stays an address, everything else a short word. */
function standIn(value: string, stand: Map<string, string>): string {
  const plain = decode(value)
  const known = stand.get(plain)
  if (known !== undefined) return value === plain ? known : encodeURIComponent(known)
  const number = stand.size + 1
  const made = plain.includes('@') ? `person-${number}@masked.example` : `masked-${number}`
  stand.set(plain, made)
  return value === plain ? made : encodeURIComponent(made)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
