/** Another user without anonymize in between. */
import type { Check } from '../check'

export const check: Check = {
  id: 'bloomreach-user-switch',
  title: 'Another user without anonymize',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK guide, “Anonymize” and “Track token manually”; iOS SDK 4.0.1 ' +
    'DatabaseManager.swift:147-189: IDs are merged, the cookie stays, so both users share it, and the push token.',
  advice: 'Call anonymize() when a user logs out, before the next one is identified.',
  moment: (moment) => {
    if (moment.kind !== 'identity' || (moment.change !== 'identify' && moment.change !== 'switch')) return null
    const name = Object.keys(moment.to.hard).find(
      (id) => (moment.from.hard[id] ?? moment.to.hard[id]) !== moment.to.hard[id],
    )
    if (name === undefined) return null
    const cookie = moment.to.soft.cookie
    const [before, after] = [moment.from, moment.to].map(({ hard }) => JSON.stringify(hard[name]))
    const shared = cookie ? `; both share the cookie ${cookie}` : ''
    return `${name} went from ${before} to ${after} without anonymize()${shared}.`
  },
}
