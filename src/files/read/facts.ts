/** What a HAR or a trace tells, as facts like those of a page. */
import type { Fact, Happening } from '../../core/fact'
import type { HarRead } from './har'

/** A happening at its time and place, before the facts of a place are numbered. */
interface Placed {
  readonly doc: string
  readonly at: number
  readonly happening: Happening
}

/**
 * The facts of a file, in the order of time: the file itself, its pages as documents, its requests. `label` names the
 * file for people, `name` its documents among those that are read together.
 */
export function factsOfHar(
  har: HarRead,
  format: 'har' | 'trace',
  { label, name }: { readonly label: string; readonly name: string },
): readonly Fact[] {
  const file = `file:${name}`
  const docs = new Map(har.pages.map(({ id }, index) => [id, `page:${index + 1}:${name}`]))
  const first = new Map<string, number>()
  for (const { page, exchange } of har.exchanges)
    if (page !== null && !first.has(page)) first.set(page, exchange.startedAt)
  const placed: Placed[] = har.pages.map(({ id, startedAt, url, title }) => {
    const began = startedAt ?? first.get(id) ?? har.since ?? 0
    const at = Math.min(began, first.get(id) ?? began)
    const doc = docs.get(id) ?? file
    const document = { kind: 'document', url, title, top: true, late: false, startedAt: at } as const
    return { doc, at, happening: hasTabs(har) ? { ...document, tab: doc } : document }
  })
  for (const { page, exchange } of har.exchanges)
    placed.push({ doc: (page !== null && docs.get(page)) || file, at: exchange.startedAt, happening: exchange })
  placed.sort((a, b) => a.at - b.at)
  const { tool, requests, since, broken, problems, exchanges } = har
  const apart = exchanges.flatMap(({ body, answer }) => [body, answer]).filter((lacks) => lacks === 'apart').length
  const about: Placed = {
    doc: file,
    at: Math.min(since ?? 0, placed[0]?.at ?? since ?? 0),
    happening: {
      kind: 'file',
      name: label,
      format,
      tool,
      requests,
      since,
      broken,
      problems,
      bodiless: exchanges.filter(({ body }) => body === 'omitted').length,
      answerless: exchanges.filter(({ answer }) => answer === 'omitted').length,
      ...(apart > 0 ? { apart } : {}),
    },
  }
  return numbered([about, ...placed])
}

/** Whether a file's pages are tabs: Playwright writes one for each `Page`, wherever it goes; others, for each load. */
function hasTabs({ tool, pages }: HarRead): boolean {
  return pages.length > 1 && /^playwright/i.test(tool)
}

function numbered(placed: readonly Placed[]): readonly Fact[] {
  const seqs = new Map<string, number>()
  return placed.map(({ doc, at, happening }) => {
    const seq = (seqs.get(doc) ?? 0) + 1
    seqs.set(doc, seq)
    return { doc, seq, at, frame: 0, ...happening }
  })
}
