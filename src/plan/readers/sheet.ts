/**
 * Reads the sheet that most teams keep their plan in, saved as CSV: a row for each property of an event. Which column
 * is what, a person says once; the names of the columns suggest it.
 */
import Papa from 'papaparse'
import type { JsonObject } from '../../core/json'
import { type Columns, ROLES } from './columns'
import { type Foreign, Gathering } from './reader'

/** How many rows may a sheet have. */
const MOST = 100_000

/** So many rows may stand above the one that names the columns: titles, and whose plan it is. */
const MOST_ABOVE = 20
/** What Excel has for its own: which sign parts the columns. It is no row. */
const SEPARATOR = /^sep=([^\r\n])[^\S\r\n]*\r?\n/i

/** Whether a text looks like a sheet: at least two columns, by commas, semicolons or tabs, in its first row. */
export function isSheet(text: string): boolean {
  if (SEPARATOR.test(text)) return true
  const line =
    text
      .slice(0, 4000)
      .split(/\r?\n/)
      .find((each) => each.trim() !== '') ?? ''
  return /[,;\t]/.test(line) && !/^\s*[{[<]/.test(line) && !/^---/.test(line)
}

/** Reads a sheet, or asks for its columns, with what their names suggest. */
export function readSheet(
  text: string,
  columns: Columns | 'guess' | undefined,
): Foreign | { readonly wrong: string } | { readonly headers: readonly string[]; readonly guess: Columns } {
  const { data, errors } = parsed(text)
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken)
    return { wrong: `Row ${(broken.row ?? 0) + 1} has a quote that is never closed: save the sheet again as CSV.` }
  const rows = data.map((cells, i) => ({ n: i + 1, cells: cells.map((cell) => cell.trim()) })).filter(isFilled)
  if (rows.length > MOST)
    return { wrong: `This sheet has more than ${MOST.toLocaleString('en')} rows: that is not a tracking plan.` }
  const at = placeOfNames(rows, typeof columns === 'object' ? Object.values(columns) : [])
  const headers = rows[at]?.cells ?? []
  if (headers.length === 0)
    return { wrong: 'The first row of this sheet names no columns: write there what each of them is.' }
  const guess = guessOf(headers)
  if (columns === undefined) return { headers, guess }
  const used = columns === 'guess' ? guess : columns
  const missing = Object.values(used).find((name) => !headers.includes(name))
  if (missing !== undefined) return { wrong: `This sheet has no column “${missing}”. It has: ${headers.join(', ')}.` }
  if (used.event === undefined)
    return { wrong: `Which column has the event’s name? None of these tells: ${headers.join(', ')}.` }
  return readRows({ headers, above: rows.slice(0, at), rows: rows.slice(at + 1) }, used)
}

/** Every row as its program numbers them, the empty ones too; what parts the columns is seen by the filled ones. */
function parsed(text: string): Papa.ParseResult<string[]> {
  const [own = '', separator] = SEPARATOR.exec(text) ?? []
  const table = text.slice(own.length)
  const { meta } = Papa.parse(table, { skipEmptyLines: 'greedy', preview: MOST_ABOVE })
  return Papa.parse<string[]>(table, { delimiter: separator ?? meta.delimiter })
}

/** A row of a sheet, and its number there, from 1. */
interface Row {
  readonly n: number
  readonly cells: readonly string[]
}

function isFilled({ cells }: Row): boolean {
  return cells.some((cell) => cell !== '')
}

/**
 * Which row names the columns: the first one that has all these names, else the first one that is no title, for which a
 * cell over all columns is used.
 */
function placeOfNames(rows: readonly Row[], names: readonly string[]): number {
  const first = rows.slice(0, MOST_ABOVE + 1)
  const named = names.length > 0 ? first.findIndex(({ cells }) => names.every((name) => cells.includes(name))) : -1
  const several = first.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length > 1)
  return Math.max(0, named >= 0 ? named : several)
}

function guessOf(headers: readonly string[]): Columns {
  const found: Record<string, string> = {}
  for (const [role, like] of Object.entries(ROLES)) {
    const name = headers.find((each) => like.test(each) && !Object.values(found).includes(each))
    if (name !== undefined) found[role] = name
  }
  return found
}

interface Sketch {
  readonly properties: Record<string, JsonObject>
  readonly required: string[]
  description: string
}

/** A sheet taken apart: the names of its columns, what stands above them, and the rows below. */
interface Sheet {
  readonly headers: readonly string[]
  readonly above: readonly Row[]
  readonly rows: readonly Row[]
}

function readRows({ headers, above, rows }: Sheet, columns: Columns): Foreign {
  const all = new Gathering()
  for (const { n, cells } of above)
    all.lose(`row ${n}`, `“${cells.filter((cell) => cell !== '').join(', ')}” stands above the names of the columns.`)
  const named: readonly string[] = Object.values(columns)
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  for (let i = 0; i < width; i++) {
    const name = headers[i] ?? ''
    // Of two columns of one name the first is meant.
    const isRead = named.includes(name) && headers.indexOf(name) === i
    if (!isRead && rows.some(({ cells }) => (cells[i] ?? '') !== ''))
      all.lose(name === '' ? `column ${i + 1}` : `column “${name}”`, 'It has no role: what stands there is not kept.')
  }
  const events = new Map<string, Sketch>()
  let last = ''
  for (const { n, cells } of rows) {
    const cell = (role: keyof Columns): string => {
      const column = columns[role]
      return column === undefined ? '' : (cells[headers.indexOf(column)] ?? '')
    }
    // A cell that was joined with those above it is empty in CSV.
    const event = cell('event') || last
    const place = `row ${n}`
    if (event === '') {
      all.lose(place, 'It names no event.')
      continue
    }
    last = event
    const sketch = events.get(event) ?? {
      properties: Object.create(null) as Record<string, JsonObject>,
      required: [],
      description: '',
    }
    events.set(event, sketch)
    const property = cell('property')
    if (property === '') {
      sketch.description ||= cell('description')
      if (isYes(cell('required'), () => {})) all.lose(`${place}, ${event}`, 'That the event is required is not kept.')
    } else if (Object.hasOwn(sketch.properties, property))
      all.lose(place, `“${property}” of “${event}” is planned twice: the first one counts.`)
    else {
      if (/[.[]/.test(property))
        all.lose(`${place}, ${event}.${property}`, 'It is planned as one name as it stands, not as a part of another.')
      sketch.properties[property] = schemaOf(cell, (text) => all.lose(`${place}, ${event}.${property}`, text))
      if (isYes(cell('required'), (text) => all.lose(`${place}, ${event}.${property}`, text)))
        sketch.required.push(property)
    }
  }
  for (const [name, { properties, required, description }] of events) {
    const schema = {
      properties: Object.fromEntries(Object.entries(properties)),
      ...(required.length > 0 ? { required } : {}),
    }
    const planned = Object.keys(properties).length > 0 ? { schema: { type: 'object', ...schema } } : {}
    all.add({ name, ...(description === '' ? {} : { description }), ...planned }, `event “${name}”`)
  }
  return all.plan('Tracking plan')
}

/** Words for types in sheets. Dates have no type in JSON: what is written there is number or text. */
const TYPES: readonly (readonly [RegExp, JsonObject, string?])[] = [
  [/^(?:string|text|varchar|char|str|url|email|id|uuid|long text)$/, { type: 'string' }],
  [/^(?:int|integer|long|bigint)$/, { type: 'integer' }],
  [/^(?:number|numeric|float|double|decimal|price|currency|percentage)$/, { type: 'number' }],
  [/^(?:bool|boolean|flag|yes\/no|true\/false)$/, { type: 'boolean' }],
  [/^(?:list|array|json array)$/, { type: 'array' }],
  [
    /^(?:list|array) ?(?:of|<|\[)? ?(?:strings?|texts?)[>\]]?$|^strings?\[\]$/,
    { type: 'array', items: { type: 'string' } },
  ],
  [/^(?:list|array) ?(?:of|<|\[)? ?(?:numbers?|ints?|integers?)[>\]]?$/, { type: 'array', items: { type: 'number' } }],
  [/^(?:object|json|dict|dictionary|map|struct)$/, { type: 'object' }],
  [
    /^(?:date|datetime|date ?time|timestamp|time)$/,
    { type: ['number', 'string'] },
    'A date is judged as a number or a text.',
  ],
]

function schemaOf(cell: (role: keyof Columns) => string, lose: (text: string) => void): JsonObject {
  const word = cell('type')
  const known = TYPES.find(([like]) => like.test(word.toLowerCase()))
  const isList = /^(?:enum(?:eration)?|select|choice|options?)$/i.test(word)
  if (known?.[2]) lose(known[2])
  const values = cell('values')
    .split(/\r?\n|[,;|]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
  const judged = values.length > 1 ? 'the allowed values alone are' : 'its values are not'
  if (word !== '' && !known && !isList) lose(`The type “${word}” is not known: ${judged} judged.`)
  if (isList && values.length === 0) lose(`The type “${word}” names no allowed values: none are judged.`)
  if (values.length === 1) lose(`“${values[0]}” as the one allowed value is not judged.`)
  const description = cell('description')
  return {
    ...(known?.[1] ?? {}),
    ...(values.length > 1 ? { enum: values.map((each) => valueOfType(each, known?.[1].type)) } : {}),
    ...(description === '' ? {} : { description }),
  }
}

function valueOfType(text: string, type: unknown): string | number | boolean {
  if ((type === 'number' || type === 'integer') && text !== '' && Number.isFinite(Number(text))) return Number(text)
  if (type === 'boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return text
}

function isYes(text: string, lose: (text: string) => void): boolean {
  if (/^(?:y|yes|true|1|x|✓|✔|required|mandatory|must|always|m)$/i.test(text)) return true
  if (text !== '' && !/^(?:n|no|false|0|-|optional|o|sometimes|nice to have|not required)$/i.test(text))
    lose(`Whether “${text}” means required is not known: it is taken as optional.`)
  return false
}
