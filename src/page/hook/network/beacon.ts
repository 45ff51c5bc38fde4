/** Seeing `navigator.sendBeacon`. */
import { replaceMethod } from '../wrap'
import { readBody } from './body'
import type { Network } from './exchange'

/** Hooks `sendBeacon`. Nobody sees the answer to a beacon; only a refusal is told. */
export function hookBeacon(network: Network): void {
  replaceMethod(Navigator.prototype, 'sendBeacon', (_, args, invoke) => {
    const url = network.claimed(args[0])
    if (url === null) return invoke()
    const out = { via: 'beacon', method: 'POST', url, read: readBody(args[1]) } as const
    if (network.blocked(out)) return false
    const exchange = network.sent(out)
    const accepted = invoke()
    if (accepted === false) exchange?.failed('refused', '')
    return accepted
  })
}
