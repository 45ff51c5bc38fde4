/**
 * The document's members as the browser has them: an image or a form that a page has given such a name stands before
 * them, in Chromium for extensions too.
 */

/** What the document has under this name, whatever elements are called. */
export const ofDocument = <K extends keyof Document>(name: K): Document[K] =>
  Reflect.get(Document.prototype, name, document)
