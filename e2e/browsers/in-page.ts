/** What waits inside of a page: until something is there, and until it can be clicked. */

/**
 * Looks in the document until there is something truthy, for so many milliseconds at most; gives what it saw last. To
 * ask from outside each time costs the machine many times as much. Runs in the page.
 */
export async function within<R>(look: () => R, most: number): Promise<R> {
  const end = performance.now() + most
  for (;;) {
    const seen = look()
    if (seen || performance.now() > end) return seen
    await new Promise((done) => setTimeout(done, 25))
  }
}

/** A place in a document's own area, in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Where to click; `guarded`: nothing but the element that was meant hears of it. */
export interface Aim extends Point {
  readonly guarded: boolean
}

/**
 * Lets the next press of the mouse reach this element alone: between the look and the press the panel may have laid
 * itself out anew. A press that meets anything else does nothing, and leaves `data-missed` on the document's root.
 * Gives whether it does so: only in the extension's own pages, others would see the listeners. Runs in the page.
 */
export function onlyFor(element: Element): boolean {
  if (!/extension:$/.test(location.protocol)) return false
  const root = document.documentElement
  delete root.dataset.missed
  // Of an earlier press, that no click came of.
  window.dispatchEvent(new Event('press-over'))
  const over = new AbortController()
  const { signal } = over
  addEventListener('press-over', () => over.abort(), { signal })
  const meets = (hit: Element) => element.contains(hit) || hit.closest('label')?.control === element
  const hear = (event: Event) => {
    if (!event.isTrusted) return
    if (event.type === 'pointerdown' && !meets(event.target as Element)) root.dataset.missed = ''
    if ('missed' in root.dataset) {
      event.stopImmediatePropagation()
      event.preventDefault()
    }
    if (event.type === 'click') over.abort()
    // Of a press whose element has gone meanwhile comes no click.
    if (event.type === 'pointerup') setTimeout(() => over.abort())
  }
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
    addEventListener(type, hear, { capture: true, signal })
  return true
}

/**
 * Makes a look at what was found, that gives where to click once it is one element, can be used, stands where it stood
 * at the look before, and is what the mouse would hit; until then `why` says what is in the way. What it gives it has
 * guarded by `onlyFor`. Runs in the page.
 */
export function clickable(): ((found: Element[]) => Aim | null) & { why: string } {
  let before = ''
  const not = (why: string) => {
    look.why = why
    return null
  }
  const look = (found: Element[]) => {
    const [element] = found
    if (!element || found.length > 1) return not(`there are ${found.length}`)
    if (element.matches(':disabled, [aria-disabled=true]')) return not('it is disabled')
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
    // A link in a text has a box a line.
    const { left, right, top, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect()
    const x = (Math.max(0, left) + Math.min(innerWidth, right)) / 2
    const y = (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2
    const place = [left, right, top, bottom].join()
    if (place !== before) {
      before = place
      return not('it moves')
    }
    const hit = element.ownerDocument.elementFromPoint(x, y)
    if (!hit || (!element.contains(hit) && hit.closest('label')?.control !== element))
      return not(`over it lies ${hit?.outerHTML.slice(0, 120) ?? 'nothing that can be hit'}`)
    return { x, y, guarded: onlyFor(element) }
  }
  look.why = ''
  return look
}
