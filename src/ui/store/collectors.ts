/** A collector of one's own, as a person types it: what it comes to, or what is wrong with it. */
import { vendorOf } from '../../providers/registry'
import type { Collector } from './preferences'

/**
 * Reads what was typed. `address` may be written with or without its scheme; `path` is the vendor's, that it stands
 * for.
 */
export function readCollector(
  typed: Collector,
): Collector | { readonly wrong: 'address' | 'path'; readonly problem: string } {
  const vendor = vendorOf(typed.vendor)
  const example = vendor?.paths[0] ?? ''
  const text = typed.address.trim()
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (text === '' || !URL.canParse(whole))
    return { wrong: 'address', problem: 'Write host and path, for example t.shop.example/collect.' }
  const { protocol, host, pathname, search, hash } = new URL(whole)
  if (!/^https?:$/.test(protocol))
    return { wrong: 'address', problem: `SDKs send to http or https, not to ${protocol}` }
  if (search || hash) return { wrong: 'address', problem: 'Leave out what follows ? or #: any of it is meant.' }
  const address = `${host}${pathname.replace(/\/$/, '')}`
  if (vendor?.claims('POST', whole))
    return {
      wrong: 'address',
      problem: `${vendor.name} is recognised by this path on any host: nothing needs to be set.`,
    }
  const path = typed.path.trim()
  if (!path.startsWith('/') || !vendor?.claims('POST', `https://${host}${path}`))
    return {
      wrong: 'path',
      problem: `This is not a path of ${vendor?.name ?? typed.vendor}’s. Write one like ${example}.`,
    }
  return { vendor: typed.vendor, address, path }
}
