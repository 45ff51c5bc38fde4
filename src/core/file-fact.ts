/** What is known of a file that another tool wrote, and of the requests in it. */

/**
 * Why nobody knows what a server made of a request: `unfinished`, the file ends before it did; `mocked`, whoever
 * recorded it answered it himself; `left`, the browser broke it off for the next document of its page.
 */
export type Untold = 'unfinished' | 'mocked' | 'left'

/** A file of another tool's was read: what it is, and what it cannot tell. The first fact of what came from it. */
export interface FileFact {
  readonly kind: 'file'
  readonly name: string
  readonly format: 'har' | 'trace'
  /** The program that wrote it, with its version, as it says itself; empty where it does not. */
  readonly tool: string
  /** How many requests it holds, tracking or not. */
  readonly requests: number
  /** When the first of them began, in milliseconds since 1970; null where it holds none. */
  readonly since: number | null
  /** How many of its entries could not be read. */
  readonly broken: number
  /** The first of these, each with its place and what is wrong with it. */
  readonly problems: readonly string[]
  /** How many tracking requests lack their body, as the tool left it out. */
  readonly bodiless: number
  /** How many of them lack the answer's text. */
  readonly answerless: number
  /** How many bodies and answers' texts it keeps in other files, which were not at hand; absent for none. */
  readonly apart?: number
}
