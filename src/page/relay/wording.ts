/** Puts the hook's short notes into sentences. The relay does it, so that pages need not carry the sentences. */

const SENTENCES = {
  stream:
    'A stream, which cannot be read without the page seeing it. The panel reads it from the network log while it is open.',
  kind: 'A body of the kind … is not read.',
  form: 'Sent as multipart form data, shown as name=value pairs.',
  body: 'The body could not be read.',
  opaque: 'The page itself may not see this answer (no-cors).',
  used: 'The answer was read already.',
  live: 'A stream (…) is not copied.',
  part: 'Only the first part was read.',
  broken: 'The answer broke off.',
  late: 'The answer was still arriving.',
  left: 'The page was left before the body was read.',
  held: 'The body was not read before the request was held back.',
  json: 'Read as JSON by the page; shown as the same JSON.',
  document: 'The page asked for a document.',
  full: 'The browser did not take the beacon: too much is waiting already.',
  mute: 'The request failed; the browser tells a page no more.',
  gone: 'This page no longer has that SDK instance. Reload the page, let the SDK load, and press again.',
  lacks: 'The SDK on this page has no …. It may not have loaded yet, or its version lacks it.',
  refused: 'The SDK refused: …',
} as const

type Word = keyof typeof SENTENCES

/** A short note: a word, and what stands for the … in its sentence. */
export type Short = `~${Word}` | `~${Word}:${string}`

/** Kinds of facts that have notes, which stand at their end. */
const NOTED = /^\{"kind":"(?:request|response|failure|blocked|trigger)"/
const SHORT = /"~(\w+)(?::((?:[^"\\]|\\.)*))?"(\}+)$/

/** The JSON text of a happening, its note in a sentence. */
export function inWords(happening: string): string {
  if (!NOTED.test(happening)) return happening
  return happening.replace(SHORT, (short, word: string, what: string | undefined, end: string) => {
    if (!Object.hasOwn(SENTENCES, word)) return short
    const [before, after = ''] = SENTENCES[word as Word].split('…')
    return `"${before}${what ?? ''}${after}"${end}`
  })
}
