/** A call into the stub although the SDK has loaded: somebody kept a reference to the old object. */
import type { Check } from '../check'
import { span } from '../reading'

export const check: Check = {
  id: 'any-stale-stub',
  title: 'Called on a stale stub',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'Customer.io snippet 4.15.3: the loaded SDK replaces the stub; calls on a saved reference go into a ' +
    'dead array (recorded with 0.5.11). Web SDK 3.15.0 overwrites the stub’s methods: a kept one is dead.',
  advice: 'Do not keep the snippet’s object in a variable: read it from window for each call, or wait for ready().',
  item: (item, past) => {
    if (item.call === null || item.calledAt === null || item.attempts.length > 0) return null
    const stale = item.notes.find(({ about }) => about === 'stub')
    if (stale && item.delivery === 'lost') return `“${item.name}” was called in vain. ${stale.text}`
    if (item.delivery !== 'buffered' && item.delivery !== 'lost') return null
    const last = past.moment('status', item.tracker, item.calledAt)
    if (last?.status !== 'running' || last.doc !== item.doc) return null
    return item.delivery === 'buffered'
      ? `“${item.name}” went into the stub ${span(item.calledAt - last.at)} after the SDK had taken over.`
      : null
  },
}
