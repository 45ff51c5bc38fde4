/** The request went well and the server still refused the item: a 200 can hide a rejected event. */
import type { Check } from '../check'
import { saidBeside } from '../reading'

export const check: Check = {
  id: 'any-refused-in-200',
  title: 'Rejected inside a 200',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach Web SDK 3.15.0: each of a bulk’s “results” has its own status; REST tracking API: ' +
    '“success: false” in a 200.',
  advice:
    'Look at the result in the answer, not at the HTTP status. “Not authorized to add event of specified ' +
    'type” asks for the event type to be allowed in the project.',
  item: (item) => {
    const last = item.attempts.at(-1)
    if (last?.outcome !== 'rejected' || last.status === null || last.status < 200 || last.status >= 300) return null
    const words = saidBeside(last)
    return `“${item.name}” came back rejected in a ${last.status}${words ? `: ${words}` : ', without a reason'}.`
  },
}
