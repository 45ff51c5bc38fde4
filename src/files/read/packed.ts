/** Bodies that are packed, as a proxy keeps them that does not unpack what it sees: by what their header says. */
import { Inflate, strFromU8, Unzlib } from 'fflate'
import { BODY_LIMIT, isBytes } from '../../core/body'
import { isGzip, Unpacker } from './gzip'
import { isMarked } from './zlib'

/** Packed bodies are unpacked up to so many bytes: more is no body of an SDK's. */
const MOST = 4 * BODY_LIMIT
/** Packed bytes that are unpacked at a time: deflate makes a thousandfold of them at the most. */
const SLICE = 4096

/** The ways in which a body was packed, in their order, from a `content-encoding`; null stands for a missing one. */
export function codingsOf(header: string | null): readonly string[] {
  const names = (header ?? '').toLowerCase().split(',')
  return names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity')
}

/** What bytes are once they are unpacked; or how they are packed, where that cannot be undone here. */
type Unpacked = { readonly text: string } | { readonly bytes: Uint8Array } | { readonly packedAs: string }

/**
 * Undoes what can be undone: gzip and deflate. What was unpacked by whoever wrote the file stays, whatever a header
 * says; gzip, and deflate with its mark, show without one.
 */
export function unpacked(packed: Uint8Array, codings: readonly string[]): Unpacked {
  let bytes = packed
  for (const coding of codings.length === 0 ? [null] : codings.toReversed()) {
    if (isGzip(bytes)) bytes = gunzipped(bytes) ?? bytes
    else if (isPlain(strFromU8(bytes))) break
    else if (coding === 'deflate' || (coding === null && isMarked(bytes))) bytes = inflated(bytes) ?? bytes
    else if (coding !== null && !GZIP.has(coding)) return { packedAs: coding }
  }
  const text = strFromU8(bytes)
  return text.includes('\ufffd') ? { bytes: packed } : { text }
}

const GZIP: ReadonlySet<string> = new Set(['gzip', 'x-gzip'])

function isPlain(text: string): boolean {
  return !text.includes('\ufffd') && !isBytes(text)
}

/** What gzip unpacks to; null where it is damaged, or unpacks to more than a body has. */
function gunzipped(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = []
  const unpacker = new Unpacker(MOST, (part) => parts.push(part))
  return unpacker.take(bytes, true) === null ? joined(parts) : null
}

/** What deflate unpacks to; null where it is damaged, or unpacks to more than a body has. */
function inflated(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = []
  const inflate = isMarked(bytes) ? new Unzlib() : new Inflate()
  let left = MOST
  inflate.ondata = (part) => {
    left -= part.length
    parts.push(part)
  }
  try {
    for (let from = 0; from < bytes.length && left >= 0; from += SLICE)
      inflate.push(bytes.subarray(from, from + SLICE), from + SLICE >= bytes.length)
  } catch {
    return null
  }
  return left < 0 ? null : joined(parts)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
