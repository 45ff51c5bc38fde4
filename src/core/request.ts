/** A request as far as it was seen: its body, and which way it left the page. */
import type { BodyNote } from './body-note'

/** A body as far as it was kept. `size` is in bytes where known, else in characters. */
export interface Body {
  /** Text, or base64 where `binary`. Null where there was none, or it could not be read (`note` says why). */
  readonly text: string | null
  readonly size: number
  readonly binary?: boolean
  /** Only the first part was kept. */
  readonly cut?: boolean
  /** Why the text is missing or not what was sent. */
  readonly note?: BodyNote
  /** What the note is about: a kind of object (`kind`), of content (`live`), or the browser's own words (`words`). */
  readonly about?: string
}

/** Which way a request left the page, or who else saw it. */
export type Via = 'fetch' | 'xhr' | 'beacon' | 'devtools' | 'webRequest' | 'file'
