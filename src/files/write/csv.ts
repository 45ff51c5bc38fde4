/** Writes items as CSV for a spreadsheet: one row per item, the same columns in each, and nothing that is run there. */
import Papa from 'papaparse'
import type { Customer } from '../../core/item'
import type { Entry, Evidence } from '../evidence'
import { timeOf } from './blocks'
import { clipped, visible } from './plain'

/** What a spreadsheet would take for a formula, a command or a link to another program; signs of all widths. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@|%\t\r＝＋－＠﹦﹢﹣﹫]/u
/** Where a semicolon or a tab ends a cell, as where decimals have a comma, what follows it, or a line, is one. */
const FURTHER = /[;\t\n](?=[\s\p{Cf}]{0,9}[=+\-@|%＝＋－＠﹦﹢﹣﹫])/gu
/** A cell of a spreadsheet holds no more (Excel specifications and limits). */
const LONGEST = 32_000

const COLUMNS: readonly (readonly [name: string, of: (entry: Entry) => string | number | null])[] = [
  ['item', ({ item }) => item.n],
  ['seen', ({ item }) => timeOf(item.seenAt)],
  ['called', ({ item }) => (item.calledAt === null ? null : timeOf(item.calledAt))],
  ['timestamp sent', ({ item }) => (item.claimedAt === null ? null : timeOf(item.claimedAt))],
  ['page', ({ page }) => page?.url ?? null],
  ['vendor', ({ vendor }) => vendor],
  ['key', ({ key }) => key],
  ['SDK version', ({ version }) => version],
  ['type', ({ item }) => item.type],
  ['name', ({ item }) => item.name],
  ['called as', ({ item }) => idsOf(item.calledAs)],
  ['sent as', ({ item }) => idsOf(item.sentAs)],
  ['whose now', ({ whose }) => idsOf(whose)],
  ['delivery', ({ item }) => item.delivery],
  ['why', ({ item }) => item.why],
  ['attempts', ({ attempts }) => attempts.length],
  ['status', ({ attempts }) => attempts.at(-1)?.attempt.status ?? null],
  ['server’s words', ({ attempts }) => attempts.at(-1)?.attempt.words ?? null],
  ['method', ({ item }) => item.method],
  ['called from', ({ item }) => item.stack?.trim().split('\n')[0]?.trim() ?? null],
  ['synthetic', ({ item }) => (item.trigger === null ? 'no' : 'yes')],
  ['message ID', ({ item }) => item.id],
  ['findings', ({ findings }) => findings.map(({ rule, text }) => `${rule.title}: ${text}`).join('\n')],
  ['properties', ({ item }) => JSON.stringify(item.properties)],
  ['properties on the wire', ({ item }) => item.wireProperties && JSON.stringify(item.wireProperties)],
]

/** RFC 4180, with a mark at the beginning by which Excel knows UTF-8. */
export function writeCsv(evidence: Evidence): string {
  return [...csvParts(evidence)].join('')
}

/** The same, row by row. */
export function* csvParts({ entries }: Evidence): Generator<string> {
  yield `\ufeff${rowOf(COLUMNS.map(([name]) => name))}`
  for (const entry of entries) yield rowOf(COLUMNS.map(([, of]) => cell(of(entry))))
}

function rowOf(cells: readonly (string | number)[]): string {
  return `${Papa.unparse([[...cells]], { newline: '\r\n', escapeFormulae: FORMULA })}\r\n`
}

function cell(value: string | number | null): string | number {
  if (typeof value !== 'string') return value ?? ''
  return clipped(visible(value).replace(FURTHER, "$&'"), LONGEST)
}

function idsOf(customer: Customer | null): string {
  return Object.entries({ ...customer?.hard, ...customer?.soft })
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
