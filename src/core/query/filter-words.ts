/** What a single word of a filter asks of an item: its keys, their values, properties by path, and plain text. */
import { DELIVERIES, FAILED, type Item, PENDING } from '../item'
import { isMark, isObject, type Json } from '../json'
import { literally } from '../text'
import { like, whole } from './like'

/** Whether an item has what is asked for. */
export type Test = (item: Item) => boolean

/** The values of all ids of whoever an item is tracked as. */
export type IdsOf = (item: Item) => readonly string[]

/** What the words need to know from outside: how people call a vendor, and who is who. */
interface Names {
  readonly vendorName: (id: string) => string
  readonly ids: IdsOf
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
  inflight: (item) => item.delivery === 'in flight',
}

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
  { key: 'type:', meaning: 'event, identify, page, session, consent …' },
  {
    key: 'is:',
    meaning: 'where it is on its way',
    values: [...DELIVERIES, ...Object.keys(IS).filter((key) => key !== 'inflight')],
  },
  { key: 'customer:', meaning: 'an id of the person: called or sent as it, or tied to them' },
  { key: 'vendor:', meaning: 'the vendor, by its name or its id' },
  { key: 'has:', meaning: 'it has such a thing', values: Object.keys(HAS) },
  { key: 'method:', meaning: 'the SDK method that was called' },
  { key: 'id:', meaning: 'the message id' },
  { key: 'tracker:', meaning: 'the SDK instance: its vendor, key or both' },
  { key: 'path=value', meaning: 'a property; also != < > <= >=, and dots for nesting: cart.total>100' },
]

const DISTANT = 12

/** The test that a word stands for, or why it stands for none. */
export function testOf(word: { readonly text: string; readonly quoted: boolean }, names: Names): Test | string {
  if (word.quoted) return anywhere(word.text, names.ids)
  const compared = /^([\w$.[\]-]+)(!=|<=|>=|=|<|>)(.*)$/s.exec(word.text)
  if (compared) return property(compared[1] ?? '', compared[2] ?? '', compared[3] ?? '')
  const keyed = /^([a-z]+):(.*)$/is.exec(word.text)
  if (keyed)
    return (
      keyword((keyed[1] ?? '').toLowerCase(), keyed[2] ?? '', names) ?? unknownKey(word.text, keyed[1] ?? '', names)
    )
  return anywhere(word.text, names.ids)
}

function keyword(key: string, value: string, { vendorName, ids }: Names): Test | string | null {
  const empty = value === '' ? `Write something behind “${key}:”.` : null
  const wanted = empty === null ? like(value) : /(?:)/
  switch (key) {
    case 'name':
      return empty ?? ((item) => wanted.test(item.name))
    case 'type':
      return empty ?? ((item) => wanted.test(item.type))
    case 'vendor':
      return empty ?? ((item) => wanted.test(item.vendor) || wanted.test(vendorName(item.vendor)))
    case 'tracker':
      return empty ?? ((item) => wanted.test(item.tracker))
    case 'method':
      return empty ?? ((item) => item.method !== null && wanted.test(item.method))
    case 'id':
      return empty ?? ((item) => item.id !== null && wanted.test(item.id))
    case 'customer':
      return empty ?? ((item) => ids(item).some((id) => wanted.test(id)))
    case 'is':
      return (
        empty ??
        known('is', value, IS, (name) =>
          DELIVERIES.some((state) => state === name) ? (item) => item.delivery === name : null,
        )
      )
    case 'has':
      return empty ?? known('has', value, HAS, () => null)
    default:
      return null
  }
}

/** A word like `http://x` or `12:30` is text; a key close to a known one is a slip worth telling. */
function unknownKey(text: string, key: string, { ids }: Names): Test | string {
  const near = FILTER_KEYS.filter((entry) => entry.key.endsWith(':')).find((entry) =>
    close(entry.key.slice(0, -1), key.toLowerCase()),
  )
  return near
    ? `There is no “${key}:”. Did you mean “${near.key}”? Put it in quotes to look for the text itself.`
    : anywhere(text, ids)
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

function anywhere(text: string, ids: IdsOf): Test {
  const like = new RegExp(literally(text), 'i')
  return (item) =>
    like.test(item.name) ||
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
function contains(root: Json, like: RegExp): boolean {
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
  if (order && (value === '' || Number.isNaN(bound))) return `Behind ${sign} comes a number.`
  const wanted = whole(value)
  const holds = (found: Json | undefined): boolean => {
    if (found === undefined) return false
    if (!order) return wanted.test(shown(found))
    const number =
      typeof found === 'number' ? found : typeof found === 'string' && found.trim() !== '' ? Number(found) : Number.NaN
    if (sign === '<') return number < bound
    if (sign === '>') return number > bound
    return sign === '<=' ? number <= bound : number >= bound
  }
  const any: Test = (item) =>
    holds(at(item.properties, steps)) || (item.wireProperties !== null && holds(at(item.wireProperties, steps)))
  return sign === '!=' ? (item) => !any(item) : any
}

/** The value at a path. A name that itself holds dots is found too: vendors flatten objects that way. */
function at(root: Json, steps: readonly string[]): Json | undefined {
  let value: Json | undefined = root
  for (let step = 0; step < steps.length; step++) {
    if (isObject(value)) {
      const rest = steps.slice(step).join('.')
      const holder: Readonly<Record<string, Json>> = value
      if (Object.hasOwn(holder, rest)) return holder[rest]
      const name = steps[step] ?? ''
      value = Object.hasOwn(holder, name) ? holder[name] : undefined
    } else if (Array.isArray(value)) value = value[Number(steps[step])]
    else return undefined
  }
  return value
}

/** How a value is compared: text as it is, a mark by what it stands for, all else as JSON. */
function shown(value: Json): string {
  return typeof value === 'string' ? value : isMark(value) ? value.$tl : JSON.stringify(value)
}
