/** Swift’s lines as the rest reads them: without comments, with every text in one form, one statement after another. */

/** What a line comes to. */
export interface PlainLine {
  /** The code up to here; null while a text goes on in the next line. */
  readonly code: string | null
  /** What stands in a comment between slashes and stars; empty for none. */
  readonly comment: string
}

/** A text that is open: what was said before it, its lines so far, and how it ends. */
interface OpenText {
  readonly before: string
  readonly lines: string[]
  readonly end: string
}

/** The beginning of a text: more quotes for several lines, number signs for a raw one. */
const OPENS = /(#*)("""|")/y

/** Reads line by line, since comments and texts may go on over several of them. */
export class SwiftLines {
  #comments = 0
  #open: OpenText | null = null

  /** Whether the next line is no statement's beginning. */
  get isOpen(): boolean {
    return this.#comments > 0 || this.#open !== null
  }

  /** Takes the next line, with the space before it: in a text of several lines that counts. */
  take(line: string): PlainLine {
    let code = ''
    let comment = ''
    let at = 0
    if (this.#open) {
      const rest = this.#goOn(this.#open, line)
      if (rest === null) return { code: null, comment }
      code = rest.code
      at = rest.at
    }
    while (at < line.length) {
      const two = line.slice(at, at + 2)
      if (two === '/*' || (two === '*/' && this.#comments > 0)) {
        this.#comments += two === '/*' ? 1 : -1
        at += 2
      } else if (this.#comments > 0) comment += line[at++]
      else if (two === '//') break
      else {
        OPENS.lastIndex = at
        const [opening = '', signs = '', quotes = ''] = OPENS.exec(line) ?? []
        if (quotes === '') code += line[at++]
        else if (quotes === '"""') {
          const open = { before: code, lines: [], end: `"""${signs}` }
          const rest = this.#goOn(open, line.slice(at + opening.length).trimStart())
          if (rest === null) return { code: null, comment }
          return this.take(`${rest.code}${line.slice(line.length - rest.left)}`)
        } else {
          const text = textAt(line, at + opening.length, signs)
          code += text.code
          at = text.at
        }
      }
    }
    return { code: code.trim(), comment: comment.trim().replace(/^\*+\s?/, '') }
  }

  /** The text with one line more: the code with all of it and where the line goes on; null where it is not over. */
  #goOn(open: OpenText, line: string): { readonly code: string; readonly at: number; readonly left: number } | null {
    const at = endOf(line, 0, open.end)
    if (at < 0) {
      if (open.lines.length > 0 || line !== '') open.lines.push(line)
      this.#open = open
      return null
    }
    this.#open = null
    const margin = line.slice(0, at)
    const lines = [...open.lines, ...(margin.trim() === '' ? [] : [margin])]
    const indent = margin.trim() === '' ? margin : ''
    const text = lines
      .map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each.trimStart()))
      .join('\n')
    const after = at + open.end.length
    return { code: open.before + quoted(text, open.end.slice(3)), at: after, left: line.length - after }
  }
}

/** Where a text ends that goes on at a place; below 0 where it does not end. Its escapes begin with all its signs. */
function endOf(line: string, from: number, end: string): number {
  const mark = `\\${end.replace(/^"+/, '')}`
  for (let at = from; at < line.length; at++) {
    if (line.startsWith(end, at)) return at
    if (line.startsWith(mark, at)) at += mark.length
  }
  return -1
}

/** The text that begins at a place, in one form, and where it ends; one that does not end goes on to the line’s end. */
function textAt(line: string, from: number, signs: string): { readonly code: string; readonly at: number } {
  const end = endOf(line, from, `"${signs}`)
  if (end < 0) return { code: `"${line.slice(from)}`, at: line.length }
  const text = line.slice(from, end)
  return { code: signs === '' ? `"${text}"` : quoted(text, signs), at: end + 1 + signs.length }
}

/** A text without quotes around it as one of a single line, in which escapes are a backslash alone. */
function quoted(text: string, signs: string): string {
  const mark = `\\${signs}`
  let plain = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (text.startsWith(mark, at)) {
      at += mark.length
      // At a line’s end it joins the next line.
      if (text[at] !== '\n') plain += `\\${text[at] ?? ''}`
    } else plain += letter === '"' || letter === '\\' || letter < ' ' ? JSON.stringify(letter).slice(1, -1) : letter
  }
  return `"${plain}"`
}

/** The statements of code that stand on one line with semicolons between them; those within brackets are one’s own. */
export function statementsOf(code: string): readonly string[] {
  const found: string[] = []
  let [begin, depth] = [0, 0]
  for (const { 0: sign, index } of code.matchAll(/"(?:[^"\\]|\\.)*"|[;([{\])}]/gs)) {
    if (/[([{]/.test(sign)) depth++
    else if (/[\])}]/.test(sign)) depth = Math.max(0, depth - 1)
    else if (sign === ';' && depth === 0) {
      found.push(code.slice(begin, index))
      begin = index + 1
    }
  }
  return [...found, code.slice(begin)].map((each) => each.trim()).filter((each) => each !== '')
}
