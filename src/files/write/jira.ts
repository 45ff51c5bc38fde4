/** Writes evidence in Jira's own markup (text formatting notation), for those who have no Markdown there. */
import type { Evidence } from '../evidence'
import { type Block, blocksOf, type Span, titleOf } from './blocks'
import { oneLine, visible } from './plain'

/** For a description or a comment. */
export function writeJira(evidence: Evidence): string {
  return [...jiraParts(evidence)].join('')
}

/** The same, part by part. */
export function* jiraParts(evidence: Evidence): Generator<string> {
  yield `h2. ${escaped(titleOf(evidence))}\n`
  for (const block of blocksOf(evidence)) yield `\n${blockOf(block)}\n`
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `h${block.level + 1}. ${lineOf(block.spans)}`
    case 'paragraph':
      return lineOf(block.spans)
    case 'facts':
      return block.facts.map(({ label, spans }) => `* *${escaped(label)}:* ${lineOf(spans)}`).join('\n')
    case 'code': {
      const macro = block.language === 'json' ? '{code:json}' : '{noformat}'
      const end = block.language === 'json' ? '{code}' : '{noformat}'
      return `${escaped(block.label)}:\n${macro}\n${unmacro(visible(block.text))}\n${end}`
    }
  }
}

/** What would end the block: in JSON such a brace stands in a text, where `\u007b` is the same. */
function unmacro(text: string): string {
  return text.replace(/\{(?=(code|noformat)\b)/gi, '\\u007b')
}

function lineOf(spans: readonly Span[]): string {
  return spans.map((span) => (typeof span === 'string' ? escaped(span) : `{{${escaped(span.seen)}}}`)).join('')
}

/**
 * Each character that Jira takes for markup behind a backslash: `@` begins mentions, brackets and colons icons, and
 * what stands before `//` a link.
 */
function escaped(text: string): string {
  const special = /[\\{}[\]|*_+^~!?#@-]|[:;](?=[()DPp]|\/\/)|\((?=[!?/xy*ino+-])/g
  return oneLine(text).replace(special, '\\$&') || '(empty)'
}
