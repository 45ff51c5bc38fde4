/** Goes through JSON and replaces what is a person's at its place, what is known from such a place, and secrets. */
import { isMark, isObject, type Json, type JsonObject, MARK, parseJson } from '../../core/json'
import { WITHHELD } from '../../core/transport'
import { addressesIn } from './addresses'
import { codedIn } from './coded'
import { embedded, TOO_DEEP } from './embedded'
import { meaningOf } from './names'
import { networkAddresses } from './networks'
import { holdsPeople, peoplesNames } from './people'
import { knownNumbers, numbersByForm } from './phones'
import type { Ground, Report } from './report'
import { REMOVED, withoutSecrets } from './secrets'
import { type Find, replaceRead } from './spans'
import { decoded, type StandIns } from './stand-ins'

/**
 * Where a value stands. `person`: all of it is a person's; `id`: the same, and tells who it is; `ids`: ids by their
 * names; `headers`: of a request or an answer; `named`: the field's name says that it is a person's; `chosen`: the
 * field was chosen by hand; `secret`: it opens something; `any`: nothing is known.
 */
export type Place = 'any' | 'person' | 'id' | 'ids' | 'named' | 'chosen' | 'headers' | 'secret'

/** What the walk goes by. */
export interface Rules {
  /** Null: personal values stay, and only secrets are removed. */
  readonly stand: StandIns | null
  /** Replaces values that are known from other places; null while they are still being gathered. */
  readonly find: ((text: string) => string) | null
  readonly report: Report | null
  /** Texts that stay where only their field's name looks personal: project tokens and write keys. */
  readonly keys: ReadonlySet<string>
  /** Names of fields that are masked beside the known ones. */
  readonly chosen: ReadonlySet<string>
  /** Whether an object is one of those that describe a person, as vendors' readers know them. */
  readonly isPerson: (value: JsonObject) => boolean
}

/** The places at which values are replaced, with the word for why. */
const GROUNDS: Partial<Record<Place, Ground>> = { person: 'person', id: 'id', named: 'name', chosen: 'chosen' }
/** Base64 of JSON, wherever it stands: what is in it can't be replaced one by one. */
const BASE64_JSON = /(?<![\w+/])(?:eyJ|eyAi|ewo[giJ]|W3si|WyJ|W1si)[\w+/=-]{12,}/g
/** JSON in the writing of a URL, as cookies have it. */
const URL_JSON = /^%(7B|5B|22)/i
/** A name and a value as in a URL's query, a form or a cookie. */
const PAIR = /(^|[?&;#\s])([\w.%[\]-]{1,100})=([^&;#\s"'<>]+)/g
/** A name and a value as in a form of several parts. */
const PART = /(\bname="([^"\r\n]{1,100})"[^\r\n]{0,300}(?:\r?\n[^\r\n]{1,300}){0,4}\r?\n\r?\n)([^\r\n]+)/g
/** A value that is a URL's writing of something: it may have names and values itself, or be such a writing again. */
const NESTED = /^[{[]|[%+]/
/** Without a digit or a sign nothing is a person's by its form, however it is written. */
const OF_FORM = /[\p{Nd}@\uff20&]/u
const SIGN = /@|%(?:25){0,6}40/
const LISTED = /^(?:%(?:25){0,6}[57]B|[{[])/i
/** A part of an address that is no value of a name, and what in it is a URL's writing of names and values. */
const SEGMENT = /(^|[\s/?&;#<>"'])([^\s/?&;#=<>"']+)/g
const NAMES = /%(?:25){0,6}(?:3D|7B|22)/i
/** So deep such writings are followed, each within the other; what is deeper is replaced as a whole. */
const FOLLOWED = 8
/** Names that may be a person's themselves: addresses, and phone numbers as people write them for abroad. */
const TELLING = /@|%40|^\+\d/

/** The same JSON with stand-ins; what needs none is the same object. */
export class Walker {
  readonly #rules: Rules
  /** In how many writings within one another the walk is. */
  #within = 0
  /** Whether the walk is below a trait: what describes a person has names of fields, its values may have people's. */
  #inTrait = false

  constructor(rules: Rules) {
    this.#rules = rules
  }

  /** `place` is the value's own, `name` that of the field in which it stands. */
  walk(value: Json, name = '', place: Place = 'any'): Json {
    if (typeof value === 'string') return this.text(value, name, place)
    if (typeof value === 'number') return this.#number(value, name, place)
    if (typeof value === 'boolean') return this.#boolean(value, name, place)
    // A list under a name of ids is one of things more often than one of people.
    if (Array.isArray(value)) return this.#list(value, name, place === 'ids' ? 'any' : place)
    return isObject(value) ? this.#object(value, name, place) : value
  }

  /** Text at a place; JSON in it is gone through as such. */
  text(value: string, name: string, place: Place): string {
    if (value === '') return value
    const { stand, report, keys } = this.#rules
    // That something is missing is no secret.
    if (value === WITHHELD) return value
    if (place === 'secret') {
      report?.add('secret', name, value)
      return REMOVED
    }
    const inner = embedded(value)
    if (inner?.json === TOO_DEEP) return stand ? TOO_DEEP : withoutSecrets(value)
    if (inner !== undefined) {
      const after = this.walk(inner.json, name, place)
      return after === inner.json && !(inner.torn && stand) ? value : JSON.stringify(after)
    }
    const plain = this.#written(value)
    if (plain !== null) {
      const after = this.text(plain, name, place)
      return after === plain ? value : value.startsWith('"') ? JSON.stringify(after) : encodeURIComponent(after)
    }
    const scrubbed = withoutSecrets(value)
    if (scrubbed !== value) report?.add('secret', '', value)
    const ground = GROUNDS[place]
    if (!stand) return this.#pairs(scrubbed)
    if (!ground || (place === 'named' && keys.has(value))) return this.#plain(scrubbed, meaningOf(name).version)
    report?.add(ground, name, value)
    return stand.of(scrubbed, place === 'id' || value.includes('@'))
  }

  /** Where the value of a field stands, by where the field stands and by its name. */
  below(name: string, place: Place): Place {
    const meaning = meaningOf(name)
    if (place === 'secret' || meaning.secret) return 'secret'
    if (place === 'headers' || meaning.headers) return meaning.secretHeader ? 'secret' : 'headers'
    if (place === 'ids') return meaning.soft ? 'any' : 'id'
    if (place === 'person') return meaning.soft ? 'any' : meaning.ids ? 'ids' : 'person'
    if (place in GROUNDS) return place
    if (meaning.person) return 'person'
    if (meaning.ids) return 'ids'
    if (meaning.personal) return 'named'
    return this.#rules.chosen.has(name) ? 'chosen' : 'any'
  }

  /** The same, by what it is, too: a number of guests is none of a person's values. */
  #placeOf(name: string, value: Json, above: Place): Place {
    const place = this.below(name, above)
    return place === 'any' && holdsPeople(name, value) ? 'person' : place
  }

  /** What text means that is written as JSON's strings are, or in a URL's way; null for any other. */
  #written(value: string): string | null {
    if (value.length > 2 && value.startsWith('"') && value.endsWith('"')) {
      const inner = parseJson(value)
      return typeof inner === 'string' ? inner : null
    }
    const plain = URL_JSON.test(value) ? decoded(value) : value
    return plain === value ? null : plain
  }

  /** `isVersion`: so says the name of the field in which it stands. */
  #plain(text: string, isVersion = false): string {
    const { stand, find, report } = this.#rules
    if (!stand) return text
    const whole = find ? stand.whole(text) : undefined
    if (whole !== undefined) {
      report?.add('known', '', text)
      return whole
    }
    const paired = this.#coded(this.#pairs(this.#parts(text)).replace(BASE64_JSON, (coded) => this.#whole(coded)))
    const found = find ? find(paired) : paired
    if (found !== paired) report?.add('known', '', text)
    const hit = (value: string): string => {
      if (!stand.isMade(value)) report?.add('text', '', value)
      return stand.of(value, true)
    }
    if (!OF_FORM.test(found)) return found
    const byForm: readonly Find[] = [
      (plain) => addressesIn(plain, hit),
      ...networkAddresses(hit, isVersion),
      ...numbersByForm(hit),
    ]
    const known = find ? [knownNumbers((digits) => stand.ofDigits(digits))] : []
    return replaceRead(found, [...known, ...byForm])
  }

  /** What can't be replaced in parts. */
  #whole(coded: string): string {
    this.#rules.report?.add('text', '', coded)
    return this.#rules.stand?.of(coded, false) ?? coded
  }

  /** Base64 of text in which there is something to replace. */
  #coded(text: string): string {
    if (this.#within >= FOLLOWED) return text
    const find = codedIn((coded, plain) => {
      this.#within++
      const after = this.text(plain, '', 'any')
      this.#within--
      return after === plain ? undefined : this.#whole(coded)
    })
    return replaceRead(text, [find])
  }

  /** What a query, a form or a cookie names is judged by its name. */
  #pairs(text: string): string {
    const parted = NAMES.test(text)
      ? text.replace(SEGMENT, (_, before: string, it) => before + this.#segment(it))
      : text
    if (!parted.includes('=')) return parted
    return parted.replace(PAIR, (whole, before: string, name: string, value: string) => {
      const { last, place } = this.#named(decoded(name))
      if (!(place in GROUNDS) && place !== 'secret' && !NESTED.test(value)) return whole
      // A plus is a blank, but in an address: whoever writes one by hand leaves it as it is.
      const isForm = !SIGN.test(value) || LISTED.test(value)
      const plain = decoded(isForm ? value.replace(/\+/g, '%20') : value)
      // What cannot be decoded any further is looked at as a part of the whole text.
      if (plain === value && !(place in GROUNDS) && place !== 'secret' && !LISTED.test(value)) return whole
      const { stand } = this.#rules
      if (this.#within >= FOLLOWED) return stand ? `${before}${name}=${stand.of(value, false)}` : whole
      this.#within++
      const after = this.text(plain, last, place)
      this.#within--
      if (after === plain) return whole
      const written = encodeURIComponent(after)
      return `${before}${name}=${isForm ? written : written.replace(/%2B/g, '+')}`
    })
  }

  /** The same in a part of an address, of which it is a part itself. */
  #segment(segment: string): string {
    const plain = NAMES.test(segment) && this.#within < FOLLOWED ? decoded(segment) : segment
    if (plain === segment) return segment
    this.#within++
    const after = this.text(plain, '', 'any')
    this.#within--
    return after === plain ? segment : encodeURIComponent(after)
  }

  /** The same for a form of several parts. */
  #parts(text: string): string {
    if (!text.includes('name="')) return text
    return text.replace(PART, (whole, before: string, name: string, value: string) => {
      const { last, place } = this.#named(name)
      return place in GROUNDS || place === 'secret' ? `${before}${this.text(value, last, place)}` : whole
    })
  }

  /** The place of what a form names by a path: `customer[name]`, `traits.first`. */
  #named(name: string): { readonly last: string; readonly place: Place } {
    const path = name.split(/[.[\]]+/).filter((part) => part !== '')
    const place = path.reduce<Place>((above, part) => this.below(part, above), 'any')
    return { last: path.at(-1) ?? '', place }
  }

  /** A name that tells who somebody is: some pages keep lists of people by their ids. */
  #name(name: string, isPeoples: boolean): string {
    const { stand, find, report } = this.#rules
    if (!stand) return name
    if (isPeoples && !stand.stays(name)) {
      report?.add('person', '', name)
      return stand.of(name, name.includes('@'))
    }
    return TELLING.test(name) ? this.#plain(name) : ((find && stand.wholeName(name)) ?? name)
  }

  #number(value: number, name: string, place: Place): Json {
    const { stand, find, report } = this.#rules
    if (place === 'secret') return REMOVED
    if (!stand) return value
    const ground = GROUNDS[place]
    if (!ground) return find ? stand.wholeNumber(value) : value
    report?.add(ground, name, String(value))
    return stand.ofNumber(value)
  }

  #boolean(value: boolean, name: string, place: Place): Json {
    const { stand, report } = this.#rules
    if (!stand || (place !== 'person' && place !== 'chosen')) return value
    report?.add(place, name, String(value))
    return '(masked)'
  }

  #list(value: readonly Json[], name: string, place: Place): Json {
    const after = value.map((each) => this.walk(each, name, place))
    return after.every((each, i) => each === value[i]) ? value : after
  }

  #object(value: JsonObject, under: string, place: Place): Json {
    const { stand, isPerson } = this.#rules
    // Bytes can't be looked through.
    if (stand && value.binary === true && typeof value.text === 'string')
      return { ...value, text: null, note: 'masked' }
    const here = place === 'any' && isPerson(value) ? 'person' : place
    const marked = isMark(value)
    // As headers and forms are written in a HAR: the name stands beside the value.
    const beside = here !== 'person' && typeof value.name === 'string' ? value.name : null
    let changed = false
    const inTrait = this.#inTrait
    this.#inTrait = here === 'person'
    const isPeoples = here === 'person' ? peoplesNames(Object.keys(value), under, inTrait) : () => false
    const after = Object.entries(value).map(([name, inner]): [string, Json] => {
      if (marked && name === MARK) return [name, inner]
      const told = name === 'value' && beside !== null ? beside : name
      const shown = this.#name(name, isPeoples(name))
      const now = this.walk(inner, told, this.#placeOf(told, inner, here))
      changed ||= now !== inner || shown !== name
      return [shown, now]
    })
    this.#inTrait = inTrait
    return changed ? Object.fromEntries(after) : value
  }
}
