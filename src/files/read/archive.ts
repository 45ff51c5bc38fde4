/** ZIP files, as Playwright writes HARs and traces; bounded, whatever they claim of themselves. */
import { unzipSync } from 'fflate'

/** So many bytes may come out of one file, whatever it says of itself. */
export const MOST_UNPACKED = 500 * 1024 * 1024
/** A file in a ZIP is packed a thousandfold at the most (deflate's limit); what claims more is a bomb. */
const MOST_PACKED = 1100

const MEGABYTES = MOST_UNPACKED / 1024 / 1024
/** What is said of a file that claims to be larger than that. */
export const TOO_LARGE = `It unpacks to more than ${MEGABYTES} MB, or claims to. Tracklens does not open it.`

/** The files of a ZIP by name. */
export type Files = ReadonlyMap<string, Uint8Array>

/** Whether bytes begin as a ZIP does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

/** Unpacks those files of a ZIP that are wanted; a sentence where it cannot be done. */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Files | string {
  let size = 0
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize, size: packed }) => {
        if (!wanted(name)) return false
        size += originalSize
        if (size > MOST_UNPACKED || originalSize > packed * MOST_PACKED + 1024) throw new RangeError(TOO_LARGE)
        return true
      },
    })
    return new Map(Object.entries(found))
  } catch (error) {
    if (error instanceof RangeError && error.message === TOO_LARGE) return TOO_LARGE
    return 'The ZIP is damaged or was cut off. Save it anew in the tool that made it.'
  }
}
