/** The command line's words: what was asked for, or what is wrong with how it was asked. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { FailOn } from '../files/write/result'
import { COLUMN_ROLES, type Columns } from '../plan/readers/columns'

/** The forms of a result. */
const FORMATS = ['text', 'json', 'ndjson', 'junit', 'markdown', 'html'] as const
const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'never']

/** What is to be done with which files. */
export interface Job {
  readonly command: 'read' | 'check'
  /** The file of the tracking plan; null without one. */
  readonly plan: string | null
  readonly columns: Columns | null
  readonly files: readonly string[]
  readonly format: (typeof FORMATS)[number]
  /** Where the result goes; null for the output. */
  readonly out: string | null
  readonly personal: boolean
  readonly failOn: FailOn
  readonly ignored: ReadonlySet<string>
  readonly allowEmpty: boolean
}

/** A plan that is to be made: of what was recorded, or of another tool's plan. */
export interface PlanJob {
  readonly command: 'plan'
  readonly from: 'record' | 'plan'
  readonly files: readonly string[]
  /** Which column of a sheet is what; null where nobody has said. */
  readonly columns: Columns | null
  readonly out: string | null
}

/** A job, a wish for help, or a sentence that says what is wrong. */
export type Wish =
  | Job
  | PlanJob
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly wrong: string }

/** What `--help` prints. */
export const HELP = `tracklens: what customer-tracking SDKs really sent, and whether it arrived

  tracklens read  FILE…   lists what was tracked, one line an item, and the verdict
  tracklens check FILE…   lists what was found, and the verdict, for CI
  tracklens plan infer FILE…     makes a tracking plan of what was recorded
  tracklens plan convert FILE…   makes one of another tool's (Segment, RudderStack, mParticle, a sheet as CSV)

FILE is a Tracklens recording, a HAR 1.2 of any tool (also as .har.gz, .zhar or .zip), or a Playwright trace.zip.
Several files stand on one time axis; what two of them tell of one request counts once. Bodies that a HAR keeps beside
itself are found there. As FILE, - is the standard input.

  --fail-on error|warning|never   what fails: findings of this severity and worse (default: error; of read: never)
  --plan FILE                     judges by a tracking plan too: ours, or one that convert reads
  --columns ROLE=COLUMN,…         what a sheet's columns are, by their names in it; the roles are
                                  ${COLUMN_ROLES.map(({ role }) => role).join(', ')}
  --ignore ID,…                   checks that are not asked; their IDs stand in [brackets] behind what they found
  --allow-empty                   nothing tracked is fine too, unless the plan requires an event
  --format FORM                   text for people (default), json (everything), ndjson (one item a line), junit (XML for
                                  CI servers), markdown or html (a report for people)
  --out FILE                      writes the result there, never over a file that is read; the verdict goes to the
                                  error output; - is the output, as without --out
  --personal                      leaves personal values as they are; without it stand-ins take their place
  --help, --version

plan takes --out and, for convert, --columns only; what is lost of another tool's plan goes to the error output.

Exit code, the highest that applies:
  0  fine
  1  findings at or above --fail-on
  2  a file could not be read, or nothing was tracked in any of them
  3  wrong use

Example:
  tracklens check shop.har --plan plan.json --fail-on warning --format junit --out tracklens.xml
`

/** Reads the arguments. `known` are the ids of all checks. */
export function wishOf(args: readonly string[], known: readonly string[]): Wish {
  let parsed: Arguments
  try {
    parsed = parsedArgs(args)
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return wrong(plainly(said))
  }
  const { values, positionals } = parsed
  if (values.version) return { command: 'version' }
  const [command, ...files] = positionals
  if (values.help || command === 'help') return { command: 'help' }
  const problem = problemWithFiles(parsed, files)
  if (problem !== null) return wrong(problem)
  const columns = columnsOf(values.columns ?? [])
  if (typeof columns === 'string') return wrong(columns)
  if (command === 'plan') {
    const strange = Object.keys(values).find((name) => !OF_PLANS.includes(name))
    return strange === undefined ? planWish(files, outOf(values), columns) : wrong(`“plan” takes no --${strange}.`)
  }
  if (columns !== null && values.plan === undefined) return wrong('--columns describes a sheet: name it by --plan.')
  if (command !== 'read' && command !== 'check')
    return wrong(command === undefined ? 'Say what to do: read, check or plan.' : `There is no command “${command}”.`)
  if (files.length === 0) return wrong(`Name the files to ${command}.`)
  const judged = judgedBy(values, command, known)
  if (typeof judged === 'string') return wrong(judged)
  return {
    ...{ ...judged, command, columns, files },
    plan: values.plan ?? null,
    out: outOf(values),
    personal: values.personal ?? false,
    allowEmpty: values['allow-empty'] ?? false,
  }
}

/** What is wrong with what is read and written, or is given twice, whatever the command; null where nothing is. */
function problemWithFiles({ values, tokens }: Arguments, files: readonly string[]): string | null {
  const read = [...files, values.plan]
  if (read.filter((name) => name === '-').length > 1) return 'The standard input can be read once only: name - once.'
  // Of two values one would be dropped in silence, and the verdict be another than was asked for.
  const once = tokens.flatMap((token) => (token.kind === 'option' && ONCE.includes(token.name) ? [token.name] : []))
  const again = once.find((name, place) => once.indexOf(name) !== place)
  if (again !== undefined) return `--${again} is given twice: give it once.`
  if (read.includes('')) return 'The name of a file is empty: is a variable not set?'
  const { out } = values
  if (out === '') return '--out needs the name of a file.'
  return out !== undefined && out !== '-' && read.some((name) => name !== undefined && isSame(name, out))
    ? `--out ${out} would write over a file that is read: name another.`
    : null
}

/** By what is judged, and in which form the result is written; or a sentence why that cannot be. */
function judgedBy(
  values: Arguments['values'],
  command: 'read' | 'check',
  known: readonly string[],
): Pick<Job, 'format' | 'failOn' | 'ignored'> | string {
  const format = FORMATS.find((each) => each === (values.format ?? 'text'))
  if (!format) return `There is no format “${values.format}”: ${FORMATS.join(', ')}.`
  const failOn = FAIL_ON.find((each) => each === (values['fail-on'] ?? (command === 'read' ? 'never' : 'error')))
  if (!failOn) return `--fail-on takes ${FAIL_ON.join(', ')}, not “${values['fail-on']}”.`
  const ignored = (values.ignore ?? []).flatMap((list) => list.split(',')).map((id) => id.trim())
  const stranger = ignored.find((id) => id !== '' && !known.includes(id))
  if (stranger !== undefined) return `There is no check “${stranger}” to ignore.`
  return { format, failOn, ignored: new Set(ignored) }
}

/** Options that say one thing. */
const ONCE: readonly string[] = ['format', 'out', 'plan', 'fail-on']

/** Where the result goes: - is the output, as of other programs, and no file of that name. */
function outOf({ out }: Arguments['values']): string | null {
  return out === undefined || out === '-' ? null : out
}

function isSame(one: string, other: string): boolean {
  return path.resolve(one) === path.resolve(other)
}

/** What making a plan can be told. */
const OF_PLANS: readonly string[] = ['out', 'columns']

/** Node's own words for an option that it cannot read, as a sentence. */
function plainly(said: string): string {
  return said
    .replace(/^(Unknown option '[^']*').*$/, '$1.')
    .replace(/^Option '(?:-\w, )?(--[\w-]+)[^']*' (?:argument missing|argument is ambiguous).*$/, '$1 needs a value.')
    .replace(/^Option '(?:-\w, )?(--[\w-]+)' does not take an argument$/, '$1 takes no value.')
}

function planWish([what, ...files]: readonly string[], out: string | null, columns: Columns | null): Wish {
  if (what !== 'infer' && what !== 'convert')
    return wrong(what === undefined ? 'Say what to do: plan infer or plan convert.' : `There is no “plan ${what}”.`)
  if (what === 'infer' && columns !== null) return wrong('--columns describes a sheet: “plan infer” reads none.')
  return files.length === 0
    ? wrong(`Name the files to ${what}.`)
    : { command: 'plan', from: what === 'infer' ? 'record' : 'plan', files, out, columns }
}

/** Reads `event=Event name,property=Attribute`; a sentence where it cannot be. A name may hold commas and `=`. */
function columnsOf(given: readonly string[]): Columns | null | string {
  if (given.length === 0) return null
  const roles = COLUMN_ROLES.map(({ role }) => role)
  const columns: Partial<Record<keyof Columns, string>> = {}
  for (const part of given.flatMap((list) => list.split(new RegExp(`,(?=(?:${roles.join('|')})=)`)))) {
    const [, name = part, column = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? []
    const role = roles.find((each) => each === name.trim())
    if (!role) return `--columns has no role “${name}”: ${roles.join(', ')}.`
    if (column.trim() === '') return `--columns takes ROLE=COLUMN: say which column has the ${role}.`
    if (columns[role] !== undefined) return `--columns names two columns for the ${role}: one is read.`
    columns[role] = column.trim()
  }
  return columns.event === undefined ? '--columns must say which column has the event: event=COLUMN.' : columns
}

type Arguments = ReturnType<typeof parsedArgs>

function parsedArgs(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    tokens: true,
    options: {
      format: { type: 'string' },
      out: { type: 'string' },
      plan: { type: 'string' },
      columns: { type: 'string', multiple: true },
      'fail-on': { type: 'string' },
      ignore: { type: 'string', multiple: true },
      personal: { type: 'boolean' },
      'allow-empty': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  })
}

function wrong(sentence: string): Wish {
  return { wrong: sentence }
}
