/** Base64 to bytes and back, where no built-in of a browser is at hand. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/**
 * What each letter stands for, by its code; below zero for what is none. In addresses `-` and `_` stand for its last
 * two letters (RFC 4648, section 5).
 */
export const VALUES = Int8Array.from({ length: 128 }, (_, code) => {
  const n = `${ALPHABET}-_`.indexOf(String.fromCharCode(code))
  return n > 63 ? n - 2 : n
})

/** The bytes that base64 stands for, in either alphabet; what is no letter of it is passed over. */
export function bytesOfBase64(base64: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((base64.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (let i = 0; i < base64.length; i++) {
    const value = VALUES[base64.charCodeAt(i)] ?? -1
    if (value < 0) continue
    held = ((held << 6) | value) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (held >> bits) & 0xff
  }
  return bytes.subarray(0, length)
}

/** The bytes as base64. */
export function base64OfBytes(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const letter = (shift: number): string => ALPHABET.charAt((three >> shift) & 63)
    parts.push(letter(18) + letter(12) + (left > 1 ? letter(6) : '=') + (left > 2 ? letter(0) : '='))
  }
  return parts.join('')
}
