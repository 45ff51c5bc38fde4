/** Seeing `navigator.sendBeacon`. */
import { getter, tagOf } from '../natives'
import { replaceMethod } from '../wrap'
import { readBody } from './body'
import type { Network } from './exchange'

/** Hooks `sendBeacon`. Nobody sees the answer to a beacon; only a refusal is told. */
export function hookBeacon(network: Network): void {
  if (typeof Navigator !== 'function') return
  const hrefOf = getter<string>(URL.prototype, 'href')
  replaceMethod(Navigator.prototype, 'sendBeacon', (_, args, invoke) => {
    const target = args[0]
    const url = typeof target === 'string' ? target : tagOf(target) === '[object URL]' ? (hrefOf?.(target) ?? null) : null
    const verdict = url === null ? null : network.claims.of(url)
    if (url === null || !verdict) return invoke()
    const out = { via: 'beacon', method: 'POST', url, verdict, read: readBody(args[1]) } as const
    if (network.blocked(out)) return false
    const exchange = network.sent(out)
    const accepted = invoke()
    if (accepted === false) exchange?.failed('refused', 'The browser did not take the beacon: too much is waiting already.')
    return accepted
  })
}
