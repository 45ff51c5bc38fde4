/** Reads a recording while its file still arrives, so that the first facts are shown before the last are parsed. */
import { FACT_FORMAT, type Fact } from '../core/fact'
import { type Json, parseJson } from '../core/json'
import { parseFact } from '../link/parse'
import { withSoundTotals } from '../link/totals'
import { factOf, readRecording } from './recording'
import { upgrade } from './upgrade'

/** The first line of a recording as it is written now: one fact per line follows. */
const HEAD = /^\{"tracklens":.*"facts":\[$/
/** How a fact begins that was written by Tracklens. With its stamp in hand the text is parsed only once. */
const STAMP = /^\{"doc":"([^"\\]{1,100})","seq":(\d{1,13}),"at":[\d.]+,"frame":(\d{1,10}),/

/** What was read so far: facts, null for each that is none; or what is wrong with the file. */
export type Part = { readonly facts: readonly (Fact | null)[] } | { readonly wrong: string }

/**
 * Reads one file. Another layout of the same JSON (indented, on one line) is kept until its end and then read as a
 * whole.
 */
export class RecordingReader {
  #rest = ''
  #form: 'unknown' | 'lines' | 'whole' = 'unknown'
  #ended = false
  #format = FACT_FORMAT
  #savedAt: number | null = null
  readonly #kept: string[] = []
  #doc = ''

  /** When the recording was saved, in milliseconds since 1970; null where it does not say, or was not read yet. */
  get savedAt(): number | null {
    return this.#savedAt
  }

  /** Takes the next piece of the file's text. */
  take(text: string): Part {
    if (this.#form === 'whole') {
      this.#kept.push(text)
      return { facts: [] }
    }
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#form === 'unknown') {
      const head = lines.shift()
      if (head === undefined) return { facts: [] }
      if (!HEAD.test(head)) {
        this.#form = 'whole'
        this.#kept.push([head, ...lines, this.#rest].join('\n'))
        return { facts: [] }
      }
      this.#form = 'lines'
      const opened = readRecording(`${head}]}`)
      if ('wrong' in opened) return opened
      this.#format = opened.format
      this.#savedAt = opened.savedAt
    }
    return { facts: lines.flatMap((line) => this.#factsOf(line)) }
  }

  /**
   * Tells that the file is over. `entries` are those of a file of another layout; check them with `factOf`, part by
   * part.
   */
  end(): Part | { readonly entries: readonly Json[] } {
    if (this.#form === 'lines') {
      const facts = this.#factsOf(this.#rest)
      return { facts: this.#ended ? facts : [...facts, null] }
    }
    if (this.#form === 'unknown') this.#kept.push(this.#rest)
    const opened = readRecording(this.#kept.join(''))
    if (!('wrong' in opened)) this.#savedAt = opened.savedAt
    return opened
  }

  #factsOf(line: string): readonly (Fact | null)[] {
    const text = line.endsWith(',') ? line.slice(0, -1) : line
    if (text === '' || text === ']}') {
      this.#ended ||= text !== ''
      return []
    }
    const stamp = this.#format === FACT_FORMAT ? STAMP.exec(text) : null
    if (!stamp) return [factOf(upgrade(parseJson(text) ?? null, this.#format), parseFact)]
    const fact = withSoundTotals(parseFact(text, this.#own(stamp[1] ?? ''), Number(stamp[2]), Number(stamp[3])))
    return [typeof fact === 'string' ? null : fact]
  }

  /**
   * The name of a document as a text of its own, one for all of its facts: engines make a part of a text refer to the
   * whole, so that each fact would keep the piece of the file in memory that it was read from.
   */
  #own(doc: string): string {
    if (doc !== this.#doc) this.#doc = String(parseJson(`"${doc}"`))
    return this.#doc
  }
}
