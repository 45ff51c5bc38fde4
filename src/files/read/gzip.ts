/** Unpacks gzip while it arrives; bounded, whatever it unpacks to. */
import { Gunzip } from 'fflate'
import { crcOf } from './zip-directory'

/** Packed bytes that are unpacked at a time: deflate makes a thousandfold of them at the most. */
const SLICE = 4096

/** A member says its sum and size in so many bytes at its end. */
const SAID = 8
/** So many zeros may be a file's own at its end: those eight bytes, and what is packed may end with some. */
const OWN = 2 * SAID

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
  /** The last bytes but for the zeros that come last. */
  #tail: readonly number[] = []
  /**
   * How many zeros came last: with them a tape or a disk fills a file up, and gzip(1) passes over them. How many of
   * them are the file's own shows at its end alone.
   */
  #zeros = 0

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
    let end = bytes.length
    while (end > 0 && bytes[end - 1] === 0) end--
    try {
      if (end > 0) {
        for (; this.#zeros > 0; this.#zeros -= SLICE) this.#push(new Uint8Array(Math.min(SLICE, this.#zeros)), false)
        this.#zeros = 0
        for (let from = 0; from < end && this.#size <= this.#most; from += SLICE)
          this.#push(bytes.subarray(from, Math.min(from + SLICE, end)), false)
      }
    } catch {
      return 'damaged'
    }
    this.#zeros += bytes.length - end
    if (last) this.#end()
    if (this.#size > this.#most) return 'too large'
    return last && !this.#isAsSaid() ? 'damaged' : null
  }

  #push(bytes: Uint8Array, last: boolean): void {
    this.#gunzip.push(bytes, last)
    this.#tail = [...this.#tail, ...bytes.subarray(-SAID)].slice(-SAID)
  }

  #end(): void {
    const own = new Uint8Array(Math.min(this.#zeros, OWN))
    try {
      this.#gunzip.push(own, true)
    } catch {
      // More zeros than were its own are no further member: whether it is whole, its sum says.
    }
    this.#tail = [...this.#tail, ...own]
  }

  /** Whether size and sum are those that the file says at its end: among its last zeros nothing marks that place. */
  #isAsSaid(): boolean {
    const said = (from: number): number =>
      this.#tail.slice(from, from + 4).reduceRight((sum, byte) => sum * 256 + byte, 0)
    const size = this.#member % 2 ** 32
    return this.#tail.slice(SAID - 1).some((_, from) => said(from) === this.#crc && said(from + 4) === size)
  }
}
