/** Writes evidence as one HTML file without a script: it opens anywhere, loads nothing, and can be mailed. */
import type { Evidence } from '../evidence'
import { type Block, blocksOf, type Span, titleOf } from './blocks'
import { visible } from './plain'

const STYLE = [
  ':root{color-scheme:light dark}',
  'body{font:14px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}',
  'h2{margin-top:2em;border-top:1px solid;padding-top:.5em;overflow-wrap:anywhere}',
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em}',
  'dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}',
  'code,pre{font:12px/1.5 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}',
  'pre{border:1px solid;border-radius:4px;padding:.7em}@media(max-width:40em){dl{display:block}}',
].join('')
/** Of the style above: it is all that the page may use. A test makes it anew. */
const STYLE_HASH = 'sha256-uepMEZmblY2rTNkIwYA1c7wCMcIrcCXUIYTALy646QY='

/** A whole document. */
export function writeHtml(evidence: Evidence): string {
  return [...htmlParts(evidence)].join('')
}

/** The same, part by part. */
export function* htmlParts(evidence: Evidence): Generator<string> {
  const title = escaped(titleOf(evidence))
  yield [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'">`,
    '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">',
    `<title>${title}</title><style>${STYLE}</style></head><body><h1>${title}</h1>`,
    '',
  ].join('\n')
  for (const block of blocksOf(evidence)) yield `${blockOf(block)}\n`
  yield '</body></html>\n'
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${lineOf(block.spans)}</h${block.level}>`
    case 'paragraph':
      return `<p>${lineOf(block.spans)}</p>`
    case 'facts':
      return `<dl>${block.facts.map(factOf).join('')}</dl>`
    case 'code':
      return `<h3>${escaped(block.label)}</h3><pre>${escaped(block.text)}</pre>`
  }
}

function factOf({ label, spans }: { readonly label: string; readonly spans: readonly Span[] }): string {
  return `<dt>${escaped(label)}</dt><dd>${lineOf(spans)}</dd>`
}

function lineOf(spans: readonly Span[]): string {
  return spans
    .map((span) => (typeof span === 'string' ? escaped(span) : `<code dir="auto">${escaped(span.seen)}</code>`))
    .join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}
