/** The triggers that only some SDKs have: what Customer.io has in their place. */
import type { Argument, MoreName, Offer } from '../../../core/contract/offer'
import type { SurfaceName } from '../sdk'

const TOKEN: Argument = {
  name: 'token',
  label: 'Device token',
  required: true,
  hint: 'It is stored, and the device is added to the person.',
  example: 'apns-token-1',
}

const METRICS: Offer = {
  refusal: 'Metrics of pushes are reported by the SDK itself: CustomerIO.trackMetric needs a delivery’s ID and token.',
}

/** Those triggers for a surface. */
export function moreOffers(surface: SurfaceName): Readonly<Record<MoreName, Offer>> {
  const pushToken: Offer =
    surface === 'bridge'
      ? {
          command: {
            method: 'CustomerIO.registerDeviceToken(token)',
            path: 'registerDeviceToken',
            asks: [TOKEN],
            args: ({ texts }) => [texts?.token ?? ''],
            warning: null,
          },
        }
      : { refusal: 'The SDK of this page takes no push token.' }
  return {
    payment: { refusal: 'Customer.io has no call for payments: track an event of your own with Track….' },
    pushToken,
    pushReceived: METRICS,
    pushReceivedAnyway: METRICS,
    pushOpened: METRICS,
    pushOpenedAnyway: METRICS,
    defaultProperties: { refusal: 'Customer.io’s SDKs have no default properties.' },
    flushMode: { refusal: 'Customer.io’s SDKs have no flush modes.' },
    switchProject: { refusal: 'Customer.io’s SDKs stay with the workspace that they were started with.' },
  }
}
