/** Follows the developer tools' theme where they tell it, else the system's. */

/** What browsers offer about the theme of their developer tools. */
export interface ThemePanels {
  readonly themeName?: string
  readonly onThemeChanged?: { addListener(listener: (name: string) => void): void }
  readonly setThemeChangeHandler?: (listener: (name: string) => void) => void
}

/**
 * Sets `data-theme` on the root to `light` or `dark`, now and at every change. `panels` is absent outside of the
 * developer tools.
 */
export function followTheme(root: HTMLElement, panels: ThemePanels | undefined, system: MediaQueryList): void {
  let name = panels?.themeName
  const apply = () => {
    root.dataset.theme = name === 'dark' || name === 'light' ? name : system.matches ? 'dark' : 'light'
  }
  const changed = (next: string) => {
    name = next
    apply()
  }
  system.addEventListener('change', apply)
  if (panels?.onThemeChanged) panels.onThemeChanged.addListener(changed)
  else panels?.setThemeChangeHandler?.(changed)
  apply()
}
