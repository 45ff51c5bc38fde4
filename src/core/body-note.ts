/** Why a body is not what was sent, in closed words. */

/**
 * Why a body's text is missing or not what was sent. First what the page hook finds, then the browser's network log,
 * then `webRequest`, then an export, then a file of another tool's. The panel has a sentence for each.
 */
export const BODY_NOTES = [
  'stream',
  'kind',
  'form',
  'body',
  'opaque',
  'unfollowed',
  'used',
  'live',
  'part',
  'broken',
  'late',
  'left',
  'held',
  'json',
  'document',
  'withheld',
  'forgotten',
  'encoded',
  'files',
  'hidden',
  'masked',
  'omitted',
  'packed',
  'words',
] as const

/** One of them; `kind`, `live`, `packed` and `words` have a word of their own in `Body.about`. */
export type BodyNote = (typeof BODY_NOTES)[number]
