/** Unpacks gzip while it arrives; bounded, whatever it unpacks to. */
import { Gunzip } from 'fflate'
import { crcOf } from './zip-directory'

/** Packed bytes that are unpacked at a time: deflate makes a thousandfold of them at the most. */
const SLICE = 4096

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Takes packed bytes and hands on what they unpack to, up to `most` bytes. */
export class Unpacker {
  readonly #most: number
  readonly #gunzip: Gunzip
  #size = 0
  /** How many bytes the last of the members unpacks to, and their sum: each says both at its end (RFC 1952, 2.3.1). */
  #member = 0
  #crc = 0
  #tail: readonly number[] = []

  constructor(most: number, give: (bytes: Uint8Array) => void) {
    this.#most = most
    this.#gunzip = new Gunzip((bytes) => {
      this.#size += bytes.length
      this.#member += bytes.length
      this.#crc = crcOf(bytes, this.#crc)
      if (this.#size <= most && bytes.length > 0) give(bytes)
    })
    this.#gunzip.onmember = () => {
      this.#member = 0
      this.#crc = 0
    }
  }

  /** Takes the next bytes, `last` with the last ones; says why it cannot go on. */
  take(bytes: Uint8Array, last: boolean): 'too large' | 'damaged' | null {
    try {
      for (let from = 0; from < bytes.length; from += SLICE) {
        const to = from + SLICE
        this.#gunzip.push(bytes.subarray(from, to), last && to >= bytes.length)
        if (this.#size > this.#most) return 'too large'
      }
    } catch {
      return 'damaged'
    }
    this.#tail = [...this.#tail, ...bytes.subarray(-8)].slice(-8)
    return last && !this.#isAsSaid() ? 'damaged' : null
  }

  #isAsSaid(): boolean {
    const said = (from: number): number =>
      this.#tail.slice(from, from + 4).reduceRight((sum, byte) => sum * 256 + byte, 0)
    return said(0) === this.#crc && said(4) === this.#member % 2 ** 32
  }
}
