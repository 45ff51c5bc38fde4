/**
 * Compressed texts, for a storage of JSON values: how long it takes to read one grows with its characters, and is most
 * of what the wake of a background costs.
 */

/** How a packed text begins; a text of JSON never does. */
const PACKED = 'z'
/** Bytes that are made characters at once: a call takes so many arguments. */
const STEP = 8192

/** What bytes become on their way through a stream; rejects where they are not what it takes. */
function through(bytes: Uint8Array<ArrayBuffer>, { readable, writable }: CompressionStream | DecompressionStream) {
  const writer = writable.getWriter()
  // What fails here fails for whoever reads, too.
  writer.write(bytes).catch(() => {})
  writer.close().catch(() => {})
  return new Response(readable)
}

/** A text in a fraction of its characters. */
export async function pack(text: string): Promise<string> {
  const packed = through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await packed.arrayBuffer())
  let binary = ''
  for (let from = 0; from < bytes.length; from += STEP)
    binary += String.fromCharCode(...bytes.subarray(from, from + STEP))
  return PACKED + btoa(binary)
}

/** The text that was packed; one that was not, as it is; null where it cannot be had. Never rejects. */
export async function unpack(value: unknown): Promise<string | null> {
  if (typeof value !== 'string') return null
  if (!value.startsWith(PACKED)) return value
  try {
    const binary = atob(value.slice(PACKED.length))
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
    return await through(bytes, new DecompressionStream('deflate-raw')).text()
  } catch {
    return null
  }
}
