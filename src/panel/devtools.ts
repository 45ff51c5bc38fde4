/** Adds the Tracklens panel to the developer tools of a tab, and leads their search to its filter. */
import browser from 'webextension-polyfill'
import { FIND } from '../ui/browser/find'

/** What Chromium's panels tell of the developer tools' own search; Firefox's do not. */
interface Searched {
  readonly onSearch?: { addListener(heard: (action: string, query?: string) => void): void }
}

void browser.devtools.panels.create('Tracklens', '/icons/16.png', '/src/panel/panel.html').then((panel) => {
  let shown: Window | null = null
  panel.onShown.addListener((window) => {
    shown = window as unknown as Window
  })
  ;(panel as Searched).onSearch?.addListener((action, query) => {
    if (action === 'performSearch' && query !== undefined)
      shown?.dispatchEvent(new CustomEvent(FIND, { detail: query }))
  })
})
