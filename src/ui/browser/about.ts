/** Which Tracklens this is, and which browser it runs in. */
import { version } from '../../../manifest.json'

/** The version of the extension. */
export const OWN_VERSION: string = version

/** The browser's name and version, as its user agent says them; empty where it says neither. */
export function browserName(): string {
  const found = /(Firefox|Edg|Chrome)\/([\d.]+)/.exec(navigator.userAgent)
  return found ? `${found[1] === 'Edg' ? 'Edge' : found[1]} ${found[2]}` : ''
}

/** A random text for the stand-ins of one export. */
export function exportKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => (byte % 36).toString(36)).join('')
}
