/** Listening to the page's window and document for as long as the relay lives, whatever the page does to them. */

/** Adds a listener for the browser's own events, in the capturing phase, for good. */
export type Listen = (target: EventTarget, type: string, run: (event: never) => void) => void

/**
 * Returns what adds listeners until `signal` ends them. `document.open()` and `document.write()` after the load take
 * every listener off window and document, those of extensions too (HTML standard, "document open steps"; measured in
 * both browsers). What they cannot do unseen is put another root into the document: then all are added again, which
 * changes nothing for one that is still there.
 */
export function createListen(signal: AbortSignal): Listen {
  const all: (readonly [EventTarget, string, EventListener])[] = []
  const add = ([target, type, run]: (typeof all)[number]) =>
    // The document may have an element of that name.
    (target === document ? Document.prototype : target).addEventListener.call(target, type, run, {
      capture: true,
      signal,
    })
  const roots = new MutationObserver(() => {
    for (const each of all) add(each)
  })
  roots.observe(document, { childList: true })
  signal.addEventListener('abort', () => roots.disconnect())
  return (target, type, run) => {
    // What a page's script dispatches itself is no word of the browser's.
    const heard: EventListener = (event) => event.isTrusted && run(event as never)
    const each = [target, type, heard] as const
    all.push(each)
    add(each)
  }
}
