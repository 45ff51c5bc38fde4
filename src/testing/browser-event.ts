/** Events as the browser dispatches them: what a script makes is not trusted, and the hook does not believe it. */

/** An event of this type for `dispatchEvent`, marked as the browser's own. */
export function browserEvent(type: string): Event {
  // Node looks at `defaultPrevented` at the end, which only an event's own class can answer.
  return Object.create(new Event(type), { isTrusted: { value: true }, defaultPrevented: { value: false } }) as Event
}
