/** A result as lines for a terminal. */
import { inText, isObject, type Json } from '../../core/json'
import { shownName } from '../../core/text'
import { textOfPlanned } from '../planned'
import { clipped, clippedSentence, oneLine } from './plain'
import type { Result, Row } from './result'

/** One line per item, without a last line break. Control characters of tracked texts never reach a terminal. */
export function textOfItems({ items }: Result): string {
  const cells = items.map((row) => [
    row.time.replace('T', ' '),
    row.delivery,
    nameOf(row) === row.type ? row.type : `${row.type} ${nameOf(row)}`,
    cell(whoOf(row.customer)),
    row.key === null ? row.vendor : `${row.vendor} ${cell(row.key)}`,
  ])
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(40, Math.max(0, ...cells.map((line) => line[column]?.length ?? 0))),
  )
  return cells
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The findings, worst first, each with its items. */
export function textOfFindings({ findings, items }: Result): string {
  return findings
    .map(({ check, severity, text, advice, items: about }) => {
      const first = about.slice(0, 3).flatMap((n) => items[n] ?? [])
      const more = about.length > first.length ? `, and ${about.length - first.length} more` : ''
      const where = first.map((row) => `${nameOf(row)} at ${row.time} in ${cell(row.source)}`).join(', ')
      const place = where === '' ? '' : `\n  ${where}${more}`
      return `${severity}: ${sentence(text)} [${check}]${place}\n  ${advice}`
    })
    .join('\n')
}

/** The verdict in one line, and what the files could not tell. */
export function textOfVerdict(result: Result): string {
  const { verdict, items, counts, severities, failing, failOn, lacks, plan } = result
  const states = Object.entries(counts).map(([state, count]) => `${count} ${state}`)
  const found = (['error', 'warning', 'note'] as const)
    .filter((severity) => severities[severity] > 0)
    .map((severity) => `${severities[severity]} ${severity}${severities[severity] > 1 ? 's' : ''}`)
  const words = {
    pass: failOn === 'never' && severities.error + severities.warning > 0 ? 'let pass (--fail-on never)' : 'fine',
    fail: `${failing} ${failing === 1 ? 'finding' : 'findings'} at or above “${failOn}”`,
    'nothing tracked': 'nothing tracked',
  }
  const head = [
    `${items.length} ${items.length === 1 ? 'item' : 'items'}${states.length > 0 ? ` (${states.join(', ')})` : ''}`,
    found.length > 0 ? found.join(', ') : 'nothing found',
    words[verdict],
  ].join(' — ')
  const planned = plan === null ? [] : [`${textOfPlanned(plan)}.`]
  return [head, ...[...planned, ...lacks].map((text) => `  ${sentence(text)}`)].join('\n')
}

function whoOf(customer: Row['customer']): string {
  const of = (value: Json | undefined): string =>
    Object.entries(isObject(value) ? value : {})
      .map(([name, id]) => `${name}=${inText(id)}`)
      .join(' ')
  if (!isObject(customer)) return '–'
  return of(customer.hard) || of(customer.soft) || '–'
}

/** What an item is called in a line; what has no name is called by its type. */
export function nameOf({ name, type }: Pick<Row, 'name' | 'type'>): string {
  return name === '' ? type : cell(shownName(name))
}

function cell(text: string): string {
  return oneLine(clipped(text))
}

function sentence(text: string): string {
  return oneLine(clippedSentence(text))
}
