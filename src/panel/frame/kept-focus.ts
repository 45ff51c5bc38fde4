/** Where the focus goes when what had it goes away with what it did, as a notice does with its button. */

const STOPS = 'button:enabled:not([tabindex="-1"]), [tabindex="0"]'

/**
 * To be told of every click. What the pressed button leaves behind is looked through from the inside outwards for what
 * can have the focus, unless it was put somewhere meanwhile: a keyboard would begin anew at the top.
 */
export function keepFocus(event: Event): void {
  const path = event.composedPath().filter((part) => part instanceof Element)
  const had = document.activeElement
  // It is drawn without the button by then.
  setTimeout(() => {
    if (had?.isConnected || document.activeElement !== document.body) return
    const left = path.find((part) => part.isConnected && part.querySelector(STOPS))
    left?.querySelector<HTMLElement>(STOPS)?.focus()
  })
}
