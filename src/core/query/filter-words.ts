/** What a single word of a filter asks of an item: its keys, their values, properties by path, and plain text. */
import { DELIVERIES, type Delivery, FAILED, type Item, type ItemType, PENDING } from '../item'
import { isObject, type Json } from '../json'
import { literally } from '../text'
import { textOf } from './filter-text'
import { type Like, likeOrPattern, wholeOrPattern } from './like'
import { allIds, bindingOf, type People, type TextsOf } from './whose'
import { PATH_OF } from './words'

/** Whether an item has what is asked for. */
export type Test = (item: Item) => boolean

/** What the words need to know from outside: how people call a vendor, and who is who. */
interface Names extends People {
  readonly vendorName: (id: string) => string
}

/** The ids that the item itself was called and sent with. */
export function ownIds({ calledAs, sentAs }: Item): readonly string[] {
  return [calledAs, sentAs].flatMap((each) => (each ? [...Object.values(each.hard), ...Object.values(each.soft)] : []))
}

/** What `is:` knows beside the delivery states. */
const IS: Readonly<Record<string, Test>> = {
  pending: (item) => PENDING.includes(item.delivery),
  failed: (item) => FAILED.includes(item.delivery),
  automatic: (item) => item.automatic,
  manual: (item) => !item.automatic,
  synthetic: (item) => item.trigger !== null,
  destructive: (item) => item.destructive,
  moved: (item) => bindingOf(item) !== 'same',
  'browser only': ({ seenBy }) => seenBy.browser && !seenBy.page,
  inflight: (item) => item.delivery === 'in flight',
}

/** Every type that an item can have. */
export const TYPES = Object.keys({
  ...{ event: 1, identify: 1, page: 1, screen: 1, group: 1, alias: 1, session: 1, consent: 1, push: 1, device: 1 },
  ...{ payment: 1, installation: 1, banner: 1, campaign: 1, report: 1 },
} satisfies Record<ItemType, 1>)

/** What `has:` knows. */
const HAS: Readonly<Record<string, Test>> = {
  error: (item) =>
    item.error !== null ||
    item.attempts.some((attempt) => attempt.outcome === 'rejected' || attempt.outcome === 'failed'),
  note: (item) => item.notes.length > 0,
  stack: (item) => item.stack !== null,
  id: (item) => item.id !== null,
  call: (item) => item.seenBy.call,
  request: (item) => item.seenBy.page || item.seenBy.browser,
  answer: (item) => item.attempts.some((attempt) => attempt.status !== null),
  retry: (item) => item.attempts.length > 1,
  properties: (item) => Object.keys(item.properties).length > 0,
}

/** Every key with what it means, for the hint under the field. */
export const FILTER_KEYS: readonly {
  readonly key: string
  readonly meaning: string
  readonly values?: readonly string[]
}[] = [
  { key: 'name:', meaning: 'the name contains this; * stands for anything' },
  { key: 'type:', meaning: 'what kind of thing it is', values: TYPES },
  {
    key: 'is:',
    meaning: 'where it is on its way, and how it came about; moved: the customer changed before it was sent',
    values: [...DELIVERIES, ...Object.keys(IS).filter((key) => key !== 'inflight')],
  },
  { key: 'customer:', meaning: 'an ID of the person: called or sent as it, or tied to them' },
  { key: 'called:', meaning: 'all IDs that it was called as: name=value with commas between' },
  { key: 'sent:', meaning: 'the same of what it was sent as' },
  { key: 'anonymous:', meaning: 'the soft ID under which it was tracked while nobody was known' },
  { key: 'vendor:', meaning: 'the vendor, by its name or its ID' },
  { key: 'has:', meaning: 'it has such a thing', values: Object.keys(HAS) },
  { key: 'method:', meaning: 'the SDK method that was called' },
  { key: 'id:', meaning: 'the message ID' },
  { key: 'tracker:', meaning: 'the SDK instance: its vendor, key or both' },
  {
    key: 'path=value',
    meaning: 'a property; also != < > <= >=, dots for nesting, no index for lists: cart.total > 100',
  },
  { key: 'key:=value', meaning: 'exactly this, letter case and all: name:=Buy, name:"=Buy now", sku==A1' },
  { key: '/pattern/', meaning: 'a regular expression, also after a key or =: name:/^view/' },
  { key: 'a or b', meaning: 'either; what stands side by side must all hold' },
]

const DISTANT = 12
const COMPARED = new RegExp(`^(${PATH_OF})(!=|<=|>=|=|<|>)(.*)$`, 'su')

/** The test that a word stands for, or why it stands for none. */
export function testOf(word: { readonly text: string; readonly quoted: boolean }, names: Names): Test | string {
  if (word.quoted) return anywhere(new RegExp(literally(word.text), 'i'), names.ids)
  if (/^\/.+\/i?$/s.test(word.text)) return looking(word.text, (wanted) => anywhere(wanted, names.ids))
  const compared = COMPARED.exec(word.text)
  if (compared) return property(compared[1] ?? '', compared[2] ?? '', compared[3] ?? '')
  const keyed = /^([a-z]+):(.*)$/is.exec(word.text)
  if (keyed)
    return (
      keyword((keyed[1] ?? '').toLowerCase(), keyed[2] ?? '', names) ?? unknownKey(word.text, keyed[1] ?? '', names)
    )
  return anywhere(new RegExp(literally(word.text), 'i'), names.ids)
}

/** The states that a value of `is:` allows; null where it asks for something else. */
export function statesOf(value: string): readonly Delivery[] | null {
  const name = value.toLowerCase().replace(/[-_]/g, ' ')
  if (name === 'pending') return PENDING
  if (name === 'failed') return FAILED
  const state = DELIVERIES.find((each) => each === (name === 'inflight' ? 'in flight' : name))
  return state ? [state] : null
}

/** The types that a value of `type:` finds. */
export function typesOf(value: string): readonly string[] {
  const wanted = likeOrPattern(value)
  return typeof wanted === 'string' ? TYPES : TYPES.filter((type) => wanted.test(type))
}

function looking(value: string, test: (wanted: Like) => Test): Test | string {
  const wanted = likeOrPattern(value)
  return typeof wanted === 'string' ? wanted : test(wanted)
}

/** What might stand there, where that is no text of the page's. */
const EXAMPLES: Readonly<Record<string, string>> = {
  is: ', for example is:failed',
  type: ', for example type:event',
}

function keyword(key: string, value: string, { vendorName, ids, anonymous }: Names): Test | string | null {
  const tests: Readonly<Record<string, (wanted: Like) => Test>> = {
    name: (wanted) => (item) =>
      wanted.test(item.name) || (item.calledName !== undefined && wanted.test(item.calledName)),
    type: (wanted) => (item) => wanted.test(item.type),
    vendor: (wanted) => (item) => wanted.test(item.vendor) || wanted.test(vendorName(item.vendor)),
    tracker: (wanted) => (item) => wanted.test(item.tracker),
    method: (wanted) => (item) => item.method !== null && wanted.test(item.method),
    id: (wanted) => (item) => item.id !== null && wanted.test(item.id),
    customer: (wanted) => (item) => ids(item).some((id) => wanted.test(id)),
    called:
      (wanted) =>
      ({ calledAs }) =>
        calledAs !== null && wanted.test(allIds(calledAs)),
    sent:
      (wanted) =>
      ({ sentAs }) =>
        sentAs !== null && wanted.test(allIds(sentAs)),
    anonymous: (wanted) => (item) => anonymous(item).some((id) => wanted.test(id)),
  }
  const test = Object.hasOwn(tests, key) ? tests[key] : undefined
  if (!test && key !== 'is' && key !== 'has') return null
  if (value === '') return `“${key}:” needs a value after it${EXAMPLES[key] ?? ''}.`
  if (key === 'type' && typesOf(value).length === 0) return `There is no such type. Types are ${TYPES.join(', ')}.`
  if (test) return looking(value, test)
  return key === 'is'
    ? known('is', value, IS, (name) =>
        DELIVERIES.some((state) => state === name) ? (item) => item.delivery === name : null,
      )
    : known('has', value, HAS, () => null)
}

/** What other tools call our keys by; a property may have the same name. */
const CALLED: Readonly<Record<string, string>> = {
  ...{ state: 'is', status: 'is', delivery: 'is', event: 'name', kind: 'type', sdk: 'vendor' },
  ...{ user: 'customer', userid: 'customer', person: 'customer', profile: 'customer' },
}

/** A word like `http://x` or `12:30` is text; a key close to a known one, or another tool's, is worth telling. */
function unknownKey(text: string, key: string, { ids }: Names): Test | string {
  const meant = Object.hasOwn(CALLED, key.toLowerCase()) ? CALLED[key.toLowerCase()] : undefined
  if (meant)
    return (
      `There is no “${key}:”. Did you mean “${meant}:”, or “${key}=” for a property? ` +
      'Put it in quotes to look for the text itself.'
    )
  const near = FILTER_KEYS.filter((entry) => entry.key.endsWith(':')).find((entry) =>
    close(entry.key.slice(0, -1), key.toLowerCase()),
  )
  return near
    ? `There is no “${key}:”. Did you mean “${near.key}”? Put it in quotes to look for the text itself.`
    : anywhere(new RegExp(literally(text), 'i'), ids)
}

function known(
  key: string,
  value: string,
  table: Readonly<Record<string, Test>>,
  other: (name: string) => Test | null,
): Test | string {
  const name = value.toLowerCase().replace(/[-_]/g, ' ')
  const test = Object.hasOwn(table, name) ? table[name] : other(name)
  if (test) return test
  const values = FILTER_KEYS.find((entry) => entry.key === `${key}:`)?.values ?? []
  return `“${key}:” knows ${values.map((each) => each.replace(' ', '-')).join(', ')}.`
}

/** One slip apart, or one begins with the other. */
function close(known: string, typed: string): boolean {
  if (typed.length < 3) return false
  if (known.startsWith(typed) || typed.startsWith(known)) return true
  if (Math.abs(known.length - typed.length) > 1 || typed.length > DISTANT) return false
  const letters = [...known]
  return (
    [...typed].filter((letter) => letters.includes(letter)).length >= known.length - 1 &&
    known.charAt(0) === typed.charAt(0)
  )
}

function anywhere(like: Like, ids: TextsOf): Test {
  return (item) =>
    like.test(item.name) ||
    (item.calledName !== undefined && like.test(item.calledName)) ||
    like.test(item.type) ||
    (item.id !== null && like.test(item.id)) ||
    (item.method !== null && like.test(item.method)) ||
    ids(item).some((id) => like.test(id)) ||
    contains(item.properties, like) ||
    (item.wireProperties !== null && item.wireProperties !== item.properties && contains(item.wireProperties, like)) ||
    (item.error !== null && like.test(item.error)) ||
    item.attempts.some((attempt) => attempt.words !== null && like.test(attempt.words))
}

/** Whether a key or a value in it matches. A loop over own stack, because a page may nest as deep as it likes. */
function contains(root: Json, like: Like): boolean {
  const open: Json[] = [root]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string' ? like.test(value) : typeof value === 'number' && like.test(String(value)))
      return true
    // One by one: a body may have more members than a call may have arguments.
    if (Array.isArray(value)) for (const each of value) open.push(each)
    else if (isObject(value)) {
      for (const key in value) {
        if (like.test(key)) return true
        const inner = value[key]
        if (inner !== undefined) open.push(inner)
      }
    }
  }
  return false
}

function property(path: string, sign: string, value: string): Test | string {
  const steps = path.replace(/\[(\w+)\]/g, '.$1').split('.')
  if (steps.some((step) => step === '')) return 'A path is names with dots between them, for example cart.total=12.'
  const order = sign.includes('<') || sign.includes('>')
  const bound = Number(value)
  if (order && (value === '' || Number.isNaN(bound))) return `After ${sign} comes a number.`
  const wanted = wholeOrPattern(value)
  if (typeof wanted === 'string') return wanted
  const holds = (found: Json): boolean => {
    if (!order) return wanted.test(textOf(found))
    const number =
      typeof found === 'number' ? found : typeof found === 'string' && found.trim() !== '' ? Number(found) : Number.NaN
    if (sign === '<') return number < bound
    if (sign === '>') return number > bound
    return sign === '<=' ? number <= bound : number >= bound
  }
  const any: Test = (item) =>
    has(item.properties, steps, holds) || (item.wireProperties !== null && has(item.wireProperties, steps, holds))
  return sign === '!=' ? (item) => !any(item) : any
}

/**
 * Whether the value at a path holds. A name that itself holds dots is found too: vendors flatten objects that way. A
 * list is any of its elements where the path names none by its index.
 */
function has(root: Json, path: readonly string[], holds: (value: Json) => boolean): boolean {
  const open: (readonly [Json, number])[] = [[root, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, step] = next
    const name = path[step]
    if (name === undefined) {
      if (holds(value)) return true
      // The list itself, or any of its elements.
      if (Array.isArray(value)) for (const each of value as readonly Json[]) open.push([each, step])
    } else if (Array.isArray(value)) {
      const list = value as readonly Json[]
      if (/^\d+$/.test(name)) {
        const element = list[Number(name)]
        if (element !== undefined) open.push([element, step + 1])
      }
      // A number is an index, or the name of something that an element has.
      for (const each of list)
        if (!/^\d+$/.test(name) || (isObject(each) && Object.hasOwn(each, name))) open.push([each, step])
    } else if (isObject(value)) {
      const holder: Readonly<Record<string, Json>> = value
      const rest = path.slice(step).join('.')
      const [whole, inner] = [rest, name].map((key) => (Object.hasOwn(holder, key) ? holder[key] : undefined))
      if (inner !== undefined && rest !== name) open.push([inner, step + 1])
      if (whole !== undefined) open.push([whole, path.length])
    }
  }
  return false
}
