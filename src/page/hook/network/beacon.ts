/** Seeing `navigator.sendBeacon`. */
import { bare } from '../natives'
import { replaceMethod } from '../wrap'
import { readBody } from './body'
import type { Network } from './exchange'

/** Hooks `sendBeacon`. Nobody sees the answer to a beacon; only a refusal is told. */
export function hookBeacon(network: Network): void {
  replaceMethod(Navigator.prototype, 'sendBeacon', (_, args) => {
    const url = network.claimed(args[0])
    if (!url) return undefined
    const out = { via: 'beacon', method: 'POST', url, read: readBody(args[1]) } as const
    if (network.blocked(out) === true) return bare({ value: false })
    const exchange = network.sent(out)
    return (accepted) => {
      if (accepted === false) exchange?.failed('refused', '')
    }
  })
}
