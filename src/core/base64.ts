/** Base64 to bytes, where no built-in of a browser is at hand. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter.charCodeAt(0), value]))

/** The bytes that base64 stands for; what is no letter of it is passed over. */
export function bytesOfBase64(base64: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((base64.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (let i = 0; i < base64.length; i++) {
    const value = VALUES.get(base64.charCodeAt(i))
    if (value === undefined) continue
    held = ((held << 6) | value) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (held >> bits) & 0xff
  }
  return bytes.subarray(0, length)
}
