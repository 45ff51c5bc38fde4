/**
 * The same panel in a tab of its own: Firefox lets a panel inside its developer tools ask for no permission (measured
 * with ESR 153).
 */

interface Scope {
  readonly permissions?: object
  readonly devtools?: { readonly inspectedWindow?: { readonly tabId?: number } }
}

/** The address at which this panel can ask for permissions; null where it can ask here, or nowhere. */
export function ownTabAddress(): string | null {
  const { browser, chrome } = globalThis as { readonly browser?: Scope; readonly chrome?: Scope }
  const api = browser ?? chrome
  const tab = api?.devtools?.inspectedWindow?.tabId
  return api?.permissions || tab === undefined ? null : `${location.pathname}?tab=${tab}`
}

/** The way there; nothing where it is not needed. */
export function OwnTab() {
  const address = ownTabAddress()
  if (address === null) return null
  return (
    <a class="button" href={address} target="_blank" rel="noreferrer">
      Open Tracklens in a tab
    </a>
  )
}
