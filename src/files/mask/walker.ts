/** Goes through JSON and replaces what is a person's at its place, what is known from such a place, and secrets. */
import { isNobody } from '../../checks/reading'
import { isMark, isObject, type Json, type JsonObject, MARK, parseJson } from '../../core/json'
import { WITHHELD } from '../../core/transport'
import { addressesIn } from './addresses'
import { codedIn, quotedIn } from './coded'
import { embedded, TOO_DEEP } from './embedded'
import { meaningOf } from './names'
import { networkAddresses } from './networks'
import { type Judge, replacePairs, replaceParts } from './pairs'
import { pathsOfPersons } from './paths'
import { holdsPeople, peoplesNames } from './people'
import { knownNumbers, numbersByForm } from './phones'
import type { Ground, Report } from './report'
import { REMOVED, withoutSecrets } from './secrets'
import { type Find, replaceRead } from './spans'
import { speltIn } from './spelt'
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
const isTelling = (place: Place): boolean => place in GROUNDS || place === 'secret'
/** Base64 of JSON, wherever it stands: what is in it can't be replaced one by one. */
const BASE64_JSON = /(?<![\w+/])(?:eyJ|eyAi|ewo[giJ]|W3si|WyJ|W1si)[\w+/=-]{12,}/g
/** JSON in the writing of a URL, as cookies have it. */
const URL_JSON = /^%(7B|5B|22)/i
/** Without a digit or a sign nothing is a person's by its form, however it is written. */
const OF_FORM = /[\p{Nd}@\uff20\ufe6b&=]|[\\/](?:users|home)[\\/]|[\s+([{<]at[\s+)\]}>]/iu
/** So deep such writings are followed, each within the other; what is deeper is replaced as a whole. */
const FOLLOWED = 8
/** So many texts are remembered, and none that is longer. */
const REMEMBERED = { texts: 20_000, length: 500 }
/** Names that may be a person's themselves: addresses, and phone numbers as people write them for abroad. */
const TELLING = /@|%40|^\+\d/

/** The same JSON with stand-ins; what needs none is the same object. */
export class Walker {
  readonly #rules: Rules
  /** What becomes of values that a text names. */
  readonly #judge: Judge
  /** In how many writings within one another the walk is. */
  #within = 0
  /** Whether the walk is below a trait: what describes a person has names of fields, its values may have people's. */
  #inTrait = false
  /** Texts in which there is nothing to replace, but at the place of a person's: the same come again and again. */
  readonly #clean = new Set<string>()

  constructor(rules: Rules) {
    this.#rules = rules
    this.#judge = {
      isTelling: (name) => isTelling(this.#placeByPath(name).place),
      value: (plain, name) => {
        const { last, place } = this.#placeByPath(name)
        return this.#deeper(plain, last, place)
      },
      isDeep: () => this.#within >= FOLLOWED,
      whole: (value) => rules.stand?.of(value, false) ?? value,
    }
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
    // That something or somebody is missing is no secret: a stand-in would make a person of nobody.
    if (value === WITHHELD || isNobody(value)) return value
    const { stand, report, keys } = this.#rules
    const ground = GROUNDS[place]
    if (!isTelling(place) && this.#clean.has(value)) return value
    if (place === 'secret') {
      report?.add('secret', name, value)
      return REMOVED
    }
    const inner = embedded(value)
    if (inner?.json === TOO_DEEP) return stand ? TOO_DEEP : withoutSecrets(value)
    if (inner !== undefined) {
      const after = this.walk(inner.json, name, place)
      if (after !== inner.json || (inner.torn && stand)) return JSON.stringify(after)
      if (!inner.torn) return value
    }
    const plain = this.#written(value)
    if (plain !== null) {
      const after = this.text(plain, name, place)
      return after === plain ? value : value.startsWith('"') ? JSON.stringify(after) : encodeURIComponent(after)
    }
    const scrubbed = withoutSecrets(value)
    if (scrubbed !== value) report?.add('secret', '', value)
    if (!stand) return this.#coded(this.#named(scrubbed))
    if (!ground || (place === 'named' && keys.has(value))) {
      const isVersion = meaningOf(name).version
      const after = this.#plain(scrubbed, isVersion)
      if (after === value && !isVersion) this.#remember(value)
      return after
    }
    report?.add(ground, name, value)
    return stand.of(scrubbed, place === 'id' || value.includes('@'))
  }

  /** What is deep within other writings is not looked through, and pages make up as many texts as they like. */
  #remember(clean: string): void {
    if (this.#within > 0 || clean.length > REMEMBERED.length) return
    if (this.#clean.size >= REMEMBERED.texts) this.#clean.clear()
    this.#clean.add(clean)
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
    const paired = this.#coded(
      replacePairs(replaceParts(text, this.#judge), this.#judge).replace(BASE64_JSON, (coded) => this.#whole(coded)),
    )
    const found = find ? find(paired) : paired
    if (found !== paired) report?.add('known', '', text)
    const hit = (value: string): string => {
      if (!stand.isMade(value)) report?.add('text', '', value)
      return stand.of(value, true)
    }
    if (!OF_FORM.test(found)) return found
    const byForm: readonly Find[] = [
      (plain) => addressesIn(plain, hit),
      (plain) => speltIn(plain, hit),
      ...pathsOfPersons(hit),
      ...networkAddresses(hit, isVersion),
      ...numbersByForm(found, hit),
    ]
    const known = find ? [knownNumbers((digits) => stand.ofDigits(digits))] : []
    return replaceRead(found, [...known, ...byForm])
  }

  /** What forms, queries, cookies and lines of logs name is judged by its name. */
  #named(text: string): string {
    return replacePairs(replaceParts(text, this.#judge), this.#judge)
  }

  /** What becomes of a text within a writing. */
  #deeper(plain: string, name: string, place: Place): string {
    this.#within++
    const after = this.text(plain, name, place)
    this.#within--
    return after
  }

  /** What can't be replaced in parts. */
  #whole(coded: string): string {
    const { stand, report } = this.#rules
    report?.add(stand ? 'text' : 'secret', '', coded)
    return stand?.of(coded, false) ?? REMOVED
  }

  /** Base64, or what mail quotes, of text in which there is something to replace. */
  #coded(text: string): string {
    if (this.#within >= FOLLOWED) return text
    const by = (coded: string, plain: string) =>
      this.#deeper(plain, '', 'any') === plain ? undefined : this.#whole(coded)
    return replaceRead(text, [quotedIn(by), codedIn(by)])
  }

  /** The place of what a form names by a path: `customer[name]`, `traits.first`. */
  #placeByPath(name: string): { readonly last: string; readonly place: Place } {
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
