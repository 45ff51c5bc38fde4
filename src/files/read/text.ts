/** Bytes as text, in steps that a browser has time for. */
import { DecodeUTF8 } from 'fflate'
import { STEP } from './source'

/** Decodes UTF-8 that comes in parts: a character may lie across two of them. */
export class Decoder {
  #text = ''
  readonly #utf8 = new DecodeUTF8((text) => {
    this.#text += text
  })

  /** The text of the next bytes. */
  take(bytes: Uint8Array): string {
    this.#text = ''
    this.#utf8.push(bytes, false)
    return this.#text
  }
}

/** The text of bytes that are all at hand, step by step. */
export function* eachText(bytes: Uint8Array): Generator<string> {
  const decoder = new Decoder()
  for (let from = 0; from < bytes.length; from += STEP) yield decoder.take(bytes.subarray(from, from + STEP))
}
