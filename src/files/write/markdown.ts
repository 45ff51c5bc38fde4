/** Writes evidence as Markdown, for a ticket or a file: what was observed can't end the place at which it stands. */
import type { Evidence } from '../evidence'
import { type Block, blocksOf, type Span, titleOf } from './blocks'
import { oneLine, visible } from './plain'

/** CommonMark, with fenced code (GitHub, GitLab, Linear, Slack's own dialect but for headings). */
export function writeMarkdown(evidence: Evidence): string {
  return [...markdownParts(evidence)].join('')
}

/** The same, part by part. */
export function* markdownParts(evidence: Evidence): Generator<string> {
  yield `# ${escaped(titleOf(evidence))}\n`
  for (const block of blocksOf(evidence)) yield `\n${blockOf(block)}\n`
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${lineOf(block.spans)}`
    case 'paragraph':
      return lineOf(block.spans)
    case 'facts':
      return block.facts.map(({ label, spans }) => `- **${escaped(label)}:** ${lineOf(spans)}`).join('\n')
    case 'code': {
      const text = visible(block.text)
      const fence = fenceOf(text, 3)
      return `${escaped(block.label)}:\n\n${fence}${block.language === 'json' ? 'json' : ''}\n${text}\n${fence}`
    }
  }
}

function lineOf(spans: readonly Span[]): string {
  return spans.map((span) => (typeof span === 'string' ? escaped(span) : inCode(span.seen))).join('')
}

/** As code: nothing in it is a link, a mention or markup. */
function inCode(text: string): string {
  const line = oneLine(text)
  if (line.trim() === '') return '(empty)'
  const fence = fenceOf(line, 1)
  const space = /^[` ]|[` ]$/.test(line) ? ' ' : ''
  return `${fence}${space}${line}${space}${fence}`
}

/** A row of backticks that is longer than any in the text. */
function fenceOf(text: string, least: number): string {
  let longest = least - 1
  for (const [row] of text.matchAll(/`+/g)) longest = Math.max(longest, row.length)
  return '`'.repeat(longest + 1)
}

/** What GitHub's dialect makes a link of by itself: an address is text here. */
const LINK = /\b(https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)/gi

/** An entity is what it says, not what it stands for; nobody is mentioned, which a backslash would not prevent. */
function escaped(text: string): string {
  return unlinked(oneLine(text)).replace(
    /[\\`*_{}[\]<>()#|~$]|&(?=#?\w+;)|(?<!\w)@(?=\w)|(?<=^|\s)[+-](?=\s)|^\d+(?=[.)])/g,
    (char) => (/^[\d@]/.test(char) ? `${char}\u200b` : `\\${char}`),
  )
}

function unlinked(text: string): string {
  return text.replace(LINK, '$&\u200b')
}
