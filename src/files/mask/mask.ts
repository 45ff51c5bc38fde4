/**
 * The one place in which personal values become stand-ins, for everything that leaves: files, tickets, copies. A value
 * is a person's by its position (as the vendors' readers know it), by the name of its field, or by its form. It is then
 * replaced everywhere else, too. Equal values get equal stand-ins, so joins and identities stay what they are.
 */
import type { Fact } from '../../core/fact'
import { inText, type Json, type JsonObject } from '../../core/json'
import { emptyState, type State } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { finish, inParts, type Steps, within } from '../steps'
import { eventsOf, fixedOf, keptOf, keysOf, partsOfPeople, personsOf, told } from './known'
import { type Masked, Report } from './report'
import { withoutSecrets } from './secrets'
import { StandIns } from './stand-ins'
import { Walker } from './walker'

/** How an export is to be masked. */
export interface Masking {
  /** Personal values stay; secrets are removed all the same. */
  readonly personal: boolean
  /** A random text of this export, letters and digits: it is part of the stand-ins. */
  readonly key: string
  /** Names of fields, as they are written, whose values are masked beside those that are known to be personal. */
  readonly chosen?: readonly string[]
}

/** Masks whatever leaves of one log. */
export interface Mask {
  readonly facts: (facts: readonly Fact[]) => readonly Fact[]
  readonly factsInSteps: (facts: readonly Fact[]) => Steps<readonly Fact[]>
  /** Takes in what else leaves, so that it is masked in whatever is masked from then on. */
  readonly learn: (value: unknown) => void
  /** Any other JSON; `name` is the field's in which it stands. */
  readonly json: <T>(value: T, name?: string) => T
  readonly text: (text: string) => string
  /** What was masked until now. */
  readonly report: () => readonly Masked[]
}

/** Fields of a fact that say what it is: they stay as they are. */
const FRAME = new Set(
  [
    'doc seq at frame id kind vendor surface tracker state version call request via method status startedAt endedAt',
    'area change persisted platform trigger phase by instance command problem reason result what host answers missing',
  ].flatMap((names) => names.split(' ')),
)
/** The first things that these calls take are a person's ids and what describes the person, in every dialect seen. */
const IDENTIFYING = /^(identify|alias|identifyCustomer)$/

/** A mask for what was observed in one log. `state` is what its facts folded to. */
export function createMask(masking: Masking, state: State): Mask {
  return finish(maskInSteps(masking, state))
}

function staying(state: State) {
  return { kept: keptOf(state), fixed: fixedOf(state), names: eventsOf(state) }
}

/** The same in steps. */
export function* maskInSteps(masking: Masking, state: State): Steps<Mask> {
  const report = new Report()
  const stand = masking.personal ? null : new StandIns(masking.key, staying(state))
  yield 0.1
  const rules = {
    stand,
    keys: keysOf(state),
    chosen: new Set(masking.chosen),
    isPerson: masking.personal ? () => false : personsOf(state),
  }
  yield 0.2
  const gatherer = stand && new Walker({ ...rules, find: null, report: null })
  if (stand && gatherer) {
    // Of each item two or three things are told.
    const about = 2.5 * state.items.size + 1
    let count = 0
    for (const each of told(state)) {
      gatherer.walk(each)
      if (++count % 100 === 0) yield Math.min(1, 0.2 + (0.8 * count) / about)
    }
    for (const part of partsOfPeople(state)) stand.of(part, false)
  }
  let sought = -1
  let walker = new Walker({ ...rules, find: null, report })
  /** What was only met in what leaves is looked for from then on. */
  const ready = (): Walker => {
    if (stand && stand.size !== sought) {
      sought = stand.size
      walker = new Walker({ ...rules, find: stand.finder(), report })
    }
    return walker
  }
  function* factsInSteps(facts: readonly Fact[]): Steps<readonly Fact[]> {
    if (gatherer)
      yield* within(
        inParts(facts, (part) => {
          for (const fact of part) masked(fact, gatherer)
        }),
        0,
        0.5,
      )
    const made: Fact[] = []
    yield* within(
      inParts(facts, (part) => {
        for (const fact of part) made.push(masked(fact, ready()))
      }),
      0.5,
      1,
    )
    return made
  }
  const learn = (value: unknown, name = ''): void => {
    gatherer?.walk(value as Json, name, walker.below(name, 'any'))
  }
  return {
    facts: (facts) => finish(factsInSteps(facts)),
    factsInSteps,
    learn,
    json: <T>(value: T, name = '') => {
      learn(value, name)
      return ready().walk(value as Json, name, walker.below(name, 'any')) as T
    },
    text: (text) => {
      gatherer?.text(text, '', 'any')
      return ready().text(text, '', 'any')
    },
    report: () => report.close(),
  }
}

/** The facts of a whole log, masked: what leaves where nothing is known of them beside. */
export function maskFacts(facts: readonly Fact[], masking: Masking): readonly Fact[] {
  return createMask(masking, reduceAll(emptyState, facts)).facts(facts)
}

function masked(fact: Fact, walker: Walker): Fact {
  const after = Object.entries(fact as unknown as JsonObject).map(([name, value]) => [
    name,
    field(fact, name, walker)(value),
  ])
  return Object.fromEntries(after) as unknown as Fact
}

/** What becomes of one field of a fact. */
function field(fact: Fact, name: string, walker: Walker): (value: Json) => Json {
  if (FRAME.has(name)) return (value) => value
  if (fact.kind === 'sdk' && name === 'key') return (value) => withoutSecrets(inText(value))
  if (fact.kind === 'storage' && name === 'value')
    return (value) => walker.walk(value, fact.key, walker.below(fact.key, 'any'))
  const method = fact.kind === 'trigger' ? fact.command : 'method' in fact ? fact.method : ''
  if (name !== 'args' || !IDENTIFYING.test(method)) return (value) => walker.walk(value, name)
  return (value) =>
    Array.isArray(value)
      ? value.map((arg: Json, i) => walker.walk(arg, '', i > 1 ? 'any' : typeof arg === 'object' ? 'person' : 'id'))
      : value
}
