/**
 * Reads what a person types as JSON, and says where it is wrong and what to do about it, in the same words in every
 * browser.
 */
import { isObject, type Json, type JsonObject, parseJson } from './json'

/** Where and why a text is no JSON, or no object. `at` is an index into the text; line and column count from 1. */
interface JsonProblem {
  readonly at: number
  readonly line: number
  readonly column: number
  readonly text: string
}

/** The object that the text stands for (an empty text is an empty object), or what is wrong with it. */
type ObjectRead = { readonly value: JsonObject } | { readonly problem: JsonProblem }

/** The JSON that the text stands for, or what is wrong with it. */
type JsonRead = { readonly value: Json } | { readonly problem: JsonProblem }

/** Reads a JSON object. Never throws. */
export function readObject(text: string): ObjectRead {
  if (text.trim() === '') return { value: {} }
  const read = readJson(text)
  if ('problem' in read) return read
  if (isObject(read.value)) return { value: read.value }
  const words = 'Properties are an object: put them between { and }, each as "name": value.'
  return { problem: place(text, text.search(/\S/), words) }
}

/** Reads any JSON. Never throws. Of a name given twice JSON keeps the last value, which nobody means: that is told. */
export function readJson(text: string): JsonRead {
  try {
    new Scan(text).whole()
  } catch (error) {
    if (error instanceof Wrong) return { problem: place(text, error.at, error.message) }
    throw error
  }
  const value: Json | undefined = parseJson(text)
  return value === undefined ? { problem: place(text, 0, 'This is not JSON.') } : { value }
}

function place(text: string, at: number, words: string): JsonProblem {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { at, line, column: at - before.lastIndexOf('\n'), text: words }
}

class Wrong extends Error {
  constructor(
    readonly at: number,
    words: string,
  ) {
    super(words)
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[\w$.+-]+/y
const DEEPEST = 500

/** Walks over a text up to its first mistake. */
class Scan {
  #at = 0
  #depth = 0

  constructor(readonly text: string) {}

  whole(): void {
    this.#value('a value')
    this.#space()
    if (this.#at < this.text.length)
      throw this.#wrong('The object ended before this. Remove what follows, or a closing bracket too many.')
  }

  #wrong(words: string, at = this.#at): Wrong {
    return new Wrong(at, words)
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at++
    if (this.text.startsWith('//', this.#at) || this.text.startsWith('/*', this.#at))
      throw this.#wrong('JSON has no comments: remove this one.')
  }

  #value(what: string): void {
    this.#space()
    const sign = this.text[this.#at]
    if (sign === undefined) throw this.#wrong(`The text ends where ${what} is expected.`)
    if (sign === '{') this.#list('}', true)
    else if (sign === '[') this.#list(']', false)
    else if (sign === '"') this.#string()
    else this.#word(what, sign)
  }

  #word(what: string, sign: string): void {
    if (sign === "'" || sign === '“' || sign === '”' || sign === '`')
      throw this.#wrong('Text goes between straight double quotes: ".')
    if (sign === ',' || sign === '}' || sign === ']') throw this.#wrong(`Expected ${what} here.`)
    NUMBER.lastIndex = WORD.lastIndex = this.#at
    const word = WORD.exec(this.text)?.[0]
    if (
      word === 'true' ||
      word === 'false' ||
      word === 'null' ||
      (word !== undefined && NUMBER.exec(this.text)?.[0] === word)
    ) {
      this.#at += word.length
      return
    }
    if (word === undefined) throw this.#wrong(`Expected ${what} here, not ${sign}.`)
    if (/^(?:true|false|null)$/i.test(word))
      throw this.#wrong(`Write ${word.toLowerCase()}: JSON wants it in lower case.`)
    if (word === 'undefined' || word === 'NaN' || /Infinity$/.test(word))
      throw this.#wrong(`JSON has no ${word}: use null, or leave it out.`)
    if (/^[+.\d-]/.test(word)) throw this.#wrong(`${word} is not a number in JSON: write it like 0.5, -1 or 12.`)
    throw this.#wrong(`Put ${word} between double quotes, or use a number, true, false or null.`)
  }

  #string(): void {
    const start = this.#at++
    for (;;) {
      const sign = this.text[this.#at]
      if (sign === undefined || sign === '\n') throw this.#wrong('This text is not closed: add a " at its end.', start)
      if (sign < ' ') throw this.#wrong('A tab or control character within a text is written \\t or \\u….')
      if (sign === '\\' && !/^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(this.text.slice(this.#at, this.#at + 6)))
        throw this.#wrong(
          'After a backslash comes one of " \\ / b f n r t or u and four digits; a backslash itself is written \\\\.',
        )
      this.#at += sign === '\\' ? 2 : 1
      if (sign === '"') return
    }
  }

  #list(end: '}' | ']', named: boolean): void {
    const start = this.#at++
    if (++this.#depth > DEEPEST) throw this.#wrong(`This is nested more than ${DEEPEST} deep.`)
    const names = new Set<Json | undefined>()
    this.#space()
    for (let first = true; this.text[this.#at] !== end || !first; first = false) {
      if (!first) {
        if (this.text[this.#at] === end) break
        if (this.text[this.#at] === undefined)
          throw this.#wrong(`This ${this.text[start]} is never closed: add a ${end}.`, start)
        if (this.text[this.#at] !== ',') throw this.#wrong(`A comma is missing here, or a ${end}.`)
        const comma = this.#at++
        this.#space()
        if (this.text[this.#at] === end) throw this.#wrong('Nothing follows this comma: remove it.', comma)
      }
      if (named) this.#name(start, names)
      this.#value('a value')
      this.#space()
    }
    this.#at++
    this.#depth--
  }

  #name(start: number, names: Set<Json | undefined>): void {
    this.#space()
    const from = this.#at
    if (this.text[this.#at] === undefined) throw this.#wrong('This { is never closed: add a }.', start)
    if (this.text[this.#at] !== '"') throw this.#wrong('Expected the name of a property here, in double quotes.')
    this.#string()
    const written = this.text.slice(from, this.#at)
    const name = parseJson(written)
    if (names.has(name)) throw this.#wrong(`${written} is given twice in this object: take one of the two out.`, from)
    names.add(name)
    this.#space()
    if (this.text[this.#at] !== ':') throw this.#wrong('After the name of a property comes a colon, then its value.')
    this.#at++
  }
}
