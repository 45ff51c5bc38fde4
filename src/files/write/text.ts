/** A result as lines for a terminal. */
import { isObject, type Json } from '../../core/json'
import { textOfPlanned } from '../planned'
import type { Result, Row } from './result'

/** One line an item, without a last line break. Control characters of tracked texts never reach a terminal. */
export function textOfItems({ items }: Result): string {
  const cells = items.map((row) => [
    row.time.replace('T', ' '),
    row.delivery,
    row.name === row.type || row.name === '' ? row.type : `${row.type} ${row.name}`,
    whoOf(row.customer),
    row.key === null ? row.vendor : `${row.vendor} ${row.key}`,
  ])
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(40, Math.max(0, ...cells.map((line) => line[column]?.length ?? 0))),
  )
  return cells
    .map((line) =>
      line
        .map((cell, column) => plain(cell).padEnd(widths[column] ?? 0))
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
      const where = first.map((row) => `${row.name || row.type} at ${row.time} in ${row.source}`).join(', ')
      const place = where === '' ? '' : `\n  ${plain(where)}${more}`
      return `${severity}: ${plain(text)} [${check}]${place}\n  ${plain(advice)}`
    })
    .join('\n')
}

/** The verdict in one line, and what the files could not tell. */
export function textOfVerdict(result: Result): string {
  const { verdict, items, counts, severities, failing, failOn, lacks, plan } = result
  const states = Object.entries(counts).map(([state, count]) => `${count} ${state}`)
  const found = (['error', 'warning', 'info'] as const)
    .filter((severity) => severities[severity] > 0)
    .map(
      (severity) => `${severities[severity]} ${severity}${severities[severity] > 1 && severity !== 'info' ? 's' : ''}`,
    )
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
  return [head, ...[...planned, ...lacks].map((text) => `  ${plain(text)}`)].join('\n')
}

function whoOf(customer: Row['customer']): string {
  const of = (value: Json | undefined): string =>
    Object.entries(isObject(value) ? value : {})
      .map(([name, id]) => `${name}=${String(id)}`)
      .join(' ')
  if (!isObject(customer)) return '–'
  return of(customer.hard) || of(customer.soft) || '–'
}

/** Text without line breaks and control characters, which a page can put anywhere. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
}
