/**
 * Replaces personal values in facts by stand-ins: the same value gets the same stand-in everywhere, so joins and
 * identities stay what they are.
 */
import type { Fact } from '../core/fact'
import { isObject, type Json, parseJson } from '../core/json'
import { addresses, replaceAddresses } from './addresses'
import { createFinder } from './finder'

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
const SIGNED = /@|%40/
const HARD = new Set(['hard', 'customer_ids', 'customerids', 'ids'])
const SOFT = /^(cookie|anonymous_?id|device_?id)$/i
/** Shorter values are masked only where they stand alone: inside other text they would hit anything. */
const INSIDE = 5
/** JSON within text is looked through to this depth; what is deeper would end the stack. SDKs nest a dozen levels. */
const DEEPEST = 1_000
const TOO_DEEP = '(masked: nested too deeply to be looked through)'

/** Facts without personal values. The input is left as it is. */
export function maskFacts(facts: readonly Fact[]): readonly Fact[] {
  const stand = new Map<string, string>()
  for (const fact of facts) collect(fact as unknown as Json, '', '', stand)
  const inside = createFinder(
    [...stand]
      .filter(([value]) => value.length >= INSIDE)
      .flatMap(([value, made]): [string, string][] => [
        [value, made],
        [encode(value), made],
      ]),
  )
  const plain = (text: string): string =>
    stand.get(text) ?? replaceAddresses(inside(text), (hit) => standIn(hit, stand))
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
    else for (const hit of addresses(value)) standIn(hit, stand)
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
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      // Some pages keep lists of people by their addresses.
      SIGNED.test(name) ? plain(name) : name,
      typeof inner === 'number' && personal(name, key) ? 0 : replace(inner, name, plain),
    ]),
  )
}

/** JSON inside a string: a request's body. Only objects and lists, or every number in quotes would lose its quotes. */
function nested(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  return isDeep(text) ? TOO_DEEP : parseJson(text)
}

/** Whether JSON nests deeper than is looked through. */
function isDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (quoted && char === '\\') i++
    else if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '{' || char === '[') {
      if (++depth > DEEPEST) return true
    } else if (char === '}' || char === ']') depth--
  }
  return false
}

/** The stand-in of a value: an address stays an address, everything else a short word. */
function standIn(value: string, stand: Map<string, string>): string {
  const plain = decode(value)
  // On its way a half of a pair becomes another character: both are the same value.
  const sent = wellFormed(plain)
  const known = stand.get(plain) ?? stand.get(sent)
  const number = stand.size + 1
  const made = known ?? (plain.includes('@') ? `person-${number}@masked.example` : `masked-${number}`)
  stand.set(plain, made)
  stand.set(sent, made)
  return value === plain ? made : encode(made)
}

/** Text as browsers send it: halves of a pair that stand alone, as where a page cut a text, become U+FFFD. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

function encode(text: string): string {
  return encodeURIComponent(wellFormed(text))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
