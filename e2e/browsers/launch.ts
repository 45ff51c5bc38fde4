/** The only way in to a browser's driver. */
import type { Browser, LaunchOptions } from './driver'

/** Starts a browser. Throws with the browser's own words if it does not start. */
export async function launch(options: LaunchOptions): Promise<Browser> {
  const driver = options.browser === 'firefox' ? await import('./firefox') : await import('./chromium')
  return driver.launch(options)
}
