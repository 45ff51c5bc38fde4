/** What to try in the demo: buttons that make something happen, and say where Tracklens shows it. */
import { useState } from 'preact/hooks'
import { PRODUCTS, setShopper, shopper } from './goods'
import type { Tracking } from './tracking/tracking'

/** Who the button logs in; nobody real. */
const JANE = { id: 'shopper-jane', name: 'Jane', email: 'jane@example.com', since: 1_760_000_000, club: null }

/** What a button does, and what is said then. */
interface Trial {
  readonly label: string
  readonly purpose: string
  readonly run: () => Promise<string> | string
}

/** `treat` tells the collectors how to answer from now on. */
export function TryIt({
  tracking,
  treat,
}: {
  readonly tracking: Tracking
  readonly treat: (name: string) => Promise<void>
}) {
  const [said, setSaid] = useState('')
  const someone = shopper()
  const trials: readonly Trial[] = [
    {
      label: 'Show me a failure',
      purpose: 'Tracks an event that the collector refuses',
      run: async () => {
        await treat('reject')
        const [product] = PRODUCTS
        if (product) tracking.productViewed(product)
        return (
          'The collector refuses everything now (HTTP 500). Open the newest row in Events for the server’s words, ' +
          'then look into Findings. Choose “answer normally” below to end it.'
        )
      },
    },
    someone
      ? {
          label: 'Log out now',
          purpose: 'Makes the visitor anonymous again',
          run: () => {
            tracking.loggedOut()
            setShopper(null)
            return 'The visitor is anonymous again. Identity shows who it was, and the new id.'
          },
        }
      : {
          label: 'Log in as Jane',
          purpose: 'Identifies the visitor by an id and an e-mail address',
          run: () => {
            setShopper(JANE)
            tracking.loggedIn(JANE)
            return 'The visitor is Jane now. Identity shows from when on, and whose the earlier events are.'
          },
        },
    {
      label: 'Withdraw consent',
      purpose: 'Tracks that the newsletter is not wished any more',
      run: () => {
        tracking.newsletterLeft()
        return 'The consent is withdrawn. With Bloomreach, Session & consent shows it, and what the server said.'
      },
    },
  ]
  return (
    <section aria-label="Try it" class="try">
      <h2>Try it, and watch Tracklens</h2>
      <div class="row">
        {trials.map(({ label, purpose, run }) => (
          <button
            key={label}
            type="button"
            class="quiet"
            title={purpose}
            onClick={() => void Promise.resolve(run()).then(setSaid)}
          >
            {label}
          </button>
        ))}
      </div>
      <output>{said}</output>
    </section>
  )
}
