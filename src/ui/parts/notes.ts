/** Why a body's text is missing or not what was sent, in sentences. */
import type { BodyNote } from '../../core/body-note'
import type { Body } from '../../core/fact'

/** What a note says; … stands for what it is about. */
const SENTENCES: Readonly<Record<BodyNote, string>> = {
  stream:
    'A stream, which cannot be read without the page seeing it. The panel reads it from the network log ' +
    'while it is open.',
  kind: 'A body of the kind … is not read.',
  form: 'Sent as multipart form data, shown as name=value pairs.',
  body: 'The body could not be read.',
  opaque: 'The page itself may not see this answer (no-cors).',
  unfollowed: 'A redirect, which the page did not follow.',
  used: 'The answer was read already.',
  live: 'A stream (…) is not copied.',
  part: 'Only the first part was read.',
  broken: 'The answer broke off.',
  late: 'The answer was still arriving.',
  left: 'The page was left before the body was read.',
  held: 'The body was not read before the request was held back.',
  json: 'It came as JSON that was read already; shown as the same JSON.',
  document: 'The page asked for a document.',
  withheld: 'The browser does not give the answer’s text.',
  forgotten: 'The browser no longer had the answer’s text.',
  encoded: 'Form fields, encoded anew.',
  files: 'The browser does not show bodies made of files or Blobs.',
  hidden: 'The browser does not show answers to webRequest.',
  masked: 'Left out of the export: bytes cannot be masked.',
  packed: 'Packed with …, which is not read here; gzip and deflate are.',
  omitted: 'The tool that wrote the file left it out.',
  words: '…',
}

/** The sentence of a body's note; null where it has none. */
export function noteOf(body: Body | null): string | null {
  if (!body?.note) return null
  // By a function: what it is about may hold a `$&`.
  return SENTENCES[body.note].replace('…', () => body.about ?? '')
}
