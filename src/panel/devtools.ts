/** Adds the Tracklens panel to the developer tools of a tab. */
import browser from 'webextension-polyfill'

void browser.devtools.panels.create('Tracklens', '/icons/16.png', '/src/panel/panel.html')
