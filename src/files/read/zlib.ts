/** Unpacks zlib while it arrives; bounded, whatever it unpacks to: mitmproxy packs a HAR so that is named .zhar. */
import { Unzlib } from 'fflate'

/** Packed bytes that are unpacked at a time: deflate makes a thousandfold of them at the most. */
const SLICE = 4096
/** The sum of what was packed stands in so many bytes at the end (RFC 1950, 2.2). */
const SAID = 4

/** Whether deflate begins with its mark (RFC 1950, 2.2), as HTTP wants it; some servers leave that out. */
export function isMarked([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0
}

/** Whether a file begins as one that is packed with zlib: what needs a dictionary that both sides know is none. */
export function isZlib(bytes: Uint8Array): boolean {
  return bytes[0] === 0x78 && isMarked(bytes) && ((bytes[1] ?? 0) & 0x20) === 0
}

/** Takes packed bytes and hands on what they unpack to, up to `most` bytes. */
export class ZlibUnpacker {
  readonly #most: number
  readonly #unzlib = new Unzlib()
  #size = 0
  /** The two halves of Adler-32 (RFC 1950, 8.2). */
  #low = 1
  #high = 0
  #tail: readonly number[] = []

  constructor(most: number, give: (bytes: Uint8Array) => void) {
    this.#most = most
    this.#unzlib.ondata = (bytes) => {
      this.#size += bytes.length
      this.#sum(bytes)
      if (this.#size <= most && bytes.length > 0) give(bytes)
    }
  }

  /** Takes the next bytes, `last` with the last ones; says why it cannot go on. */
  take(bytes: Uint8Array, last: boolean): 'too large' | 'damaged' | null {
    try {
      for (let from = 0; from < bytes.length && this.#size <= this.#most; from += SLICE) {
        const to = Math.min(from + SLICE, bytes.length)
        this.#unzlib.push(bytes.subarray(from, to), last && to === bytes.length)
      }
    } catch {
      return 'damaged'
    }
    this.#tail = [...this.#tail, ...bytes.subarray(-SAID)].slice(-SAID)
    if (this.#size > this.#most) return 'too large'
    return last && !this.#isAsSaid() ? 'damaged' : null
  }

  #sum(bytes: Uint8Array): void {
    // So few at a time that no half leaves what a number holds exactly.
    for (let from = 0; from < bytes.length; from += SLICE) {
      for (const byte of bytes.subarray(from, from + SLICE)) {
        this.#low += byte
        this.#high += this.#low
      }
      this.#low %= 65_521
      this.#high %= 65_521
    }
  }

  #isAsSaid(): boolean {
    return this.#tail.reduce((sum, byte) => sum * 256 + byte, 0) === this.#high * 65_536 + this.#low
  }
}
