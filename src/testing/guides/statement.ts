/** What a guide says, statement by statement, and what shows of each that the product does it. */
import type { CommandName, Payload } from '../../core/contract/offer'
import type { Json } from '../../core/json'

/** The guides that are implemented in full: each tells of one vendor's iOS SDK. */
export type Guide = 'bloomreach' | 'customerio'

/**
 * What shows a statement: something that the test runs, and lines of what it tells. Every line of `shows` must be told,
 * and none of `lacks` may be (`isTold`). Several, where one run cannot show all that a statement says.
 */
export type Evidence = Shown | readonly Shown[] | None

/** The column does not apply, and why. */
interface None {
  readonly by: 'none'
  readonly why: string
}

/**
 * Whether one of the lines that are told has this part. What ` … ` stands between follows in the same line, so that
 * what happens and to whom are shown of the same thing.
 */
export function isTold(told: Lines, part: string): boolean {
  return told.some((line) => {
    let at = 0
    return part.split(' … ').every((piece) => {
      const found = line.indexOf(piece, at)
      at = found + piece.length
      return found >= 0
    })
  })
}

/** Something that runs, and what it must tell. */
export type Shown = Run & { readonly shows: Lines; readonly lacks: Lines }

/** What runs. */
export type Run =
  /** A sequence of the Lab, as its text has it (`set` lines, then steps), in the default profile or another. */
  | { readonly by: 'lab'; readonly script: string; readonly profile?: string }
  /**
   * Calls on a page's SDK, the bridge or another surface, as the Lab writes them; `app killed` leaves the page, `app
   * launched` opens one.
   */
  | { readonly by: 'page'; readonly script: string; readonly surface?: string }
  /** The requests of a Lab's sequence alone, decoded and folded without any call. */
  | { readonly by: 'wire'; readonly script: string; readonly profile?: string }
  /**
   * One request as recorded or documented (without a body a GET), and its answer: what the Lab does not send. Several
   * addresses are one after the other.
   */
  | {
      readonly by: 'request'
      readonly url: string | readonly string[]
      readonly body: Json
      readonly answer: readonly [number, Json]
    }
  /** What a trigger offers after these calls of the page; on the bridge, what the documented SDK makes of its call. */
  | {
      readonly by: 'offer'
      readonly command: CommandName
      readonly payload: Payload
      readonly script: string
      /** What the page calls afterwards, which tells what came of it. */
      readonly next: string
      readonly surface?: string
    }

type Lines = readonly string[]

/** One statement of a guide. */
export interface Statement {
  /** The title of the section that it stands in. */
  readonly section: string
  /**
   * Where it stands in that section: its sentences (those that say one thing together are one), the entries of its
   * lists, the rows of its tables and its examples, counted from 1; what leads to a list or an example goes with that.
   */
  readonly place: number
  /** What it says, in our words. */
  readonly says: string
  /** The Lab's model does it. */
  readonly modelled: Evidence
  /** The same in the model's profile of the shipped SDK, for what each profile has to show. */
  readonly shipped?: Shown
  /** It is observed when a page calls the SDK. */
  readonly observed: Evidence
  /** It is read from requests alone. */
  readonly decoded: Evidence
  /** A person can make it happen in the page's SDK. */
  readonly triggered: Evidence
}

/** The columns of the table. */
export const COLUMNS = ['modelled', 'observed', 'decoded', 'triggered'] as const

/** Shown by a sequence of the Lab in the default profile. A line that begins with `not:` must not be told. */
export const lab = (script: string, ...lines: Lines): Shown => ({ by: 'lab', script, ...sorted(lines) })

/** Shown by a sequence of the Lab in the profile of the shipped iOS SDK. */
export const shipped = (script: string, ...lines: Lines): Shown => ({
  ...{ by: 'lab', script, profile: 'ios-4' },
  ...sorted(lines),
})

/** Shown by calls that a page makes. */
export const page = (script: string, ...lines: Lines): Shown => ({ by: 'page', script, ...sorted(lines) })

/** Shown by the requests of a sequence of the Lab, without its calls. */
export const wire = (script: string, ...lines: Lines): Shown => ({ by: 'wire', script, ...sorted(lines) })

/** Shown by one request: where it goes, what it carries, and what it is answered. */
export const request = (
  [url, body, answer = [200, { success: true }]]: readonly [
    string | readonly string[],
    Json,
    (readonly [number, Json])?,
  ],
  ...lines: Lines
): Shown => ({ ...{ by: 'request', url, body, answer }, ...sorted(lines) })

/** The same in another profile of the model. */
export const as = (profile: string, shown: Shown): Shown => ({ ...shown, profile }) as Shown

/** The same on another surface than the bridge. */
export const on = (surface: string, shown: Shown): Shown => ({ ...shown, surface }) as Shown

/** What a trigger is pressed with. */
export interface Pressed {
  readonly command: CommandName
  readonly payload?: Payload
  /** What the page called before. */
  readonly after?: string
  /** What it calls then. */
  readonly next?: string
}

/** Shown by a trigger that is pressed on a page's SDK. */
export const offer = (
  { command, payload = {}, after = 'configure()', next = '' }: Pressed,
  ...lines: Lines
): Shown => ({
  ...{ by: 'offer', command, payload, script: after, next },
  ...sorted(lines),
})

/** The column does not apply. */
export const none = (why: string): Evidence => ({ by: 'none', why })

/** All that shows some evidence; nothing where the column does not apply. */
export function shownBy(evidence: Evidence): readonly Shown[] {
  if (!('by' in evidence)) return evidence
  return evidence.by === 'none' ? [] : [evidence]
}

function sorted(lines: Lines): { readonly shows: Lines; readonly lacks: Lines } {
  const lacks = lines.filter((line) => line.startsWith('not:'))
  return {
    shows: lines.filter((line) => !lacks.includes(line)),
    lacks: lacks.map((line) => line.slice('not:'.length).trim()),
  }
}

/** The statements of one section. */
export const section = (title: string, ...statements: readonly Omit<Statement, 'section'>[]): readonly Statement[] =>
  statements.map((statement) => ({ section: title, ...statement }))

/** The SDK does it by itself: no call of the page's tells of it. */
export const BY_ITSELF = none('No call tells of it: the SDK does it by itself, so that only its requests show it.')
/** It follows from something else. */
export const FOLLOWS = none('It follows by itself: there is nothing to press.')
/** Nothing is sent for it. */
export const NOT_SENT = none('Nothing is sent for it: it is on the device alone.')
/** The server does it. */
export const SERVERS = none('The server does it, out of sight of the SDK and of the page.')
/** Advice on what not to do. */
export const NOT_CALLED = none('It is advice not to call the SDK: without a call there is nothing to see or to press.')
