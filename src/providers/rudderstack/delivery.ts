/** What RudderStack's SDKs do after a try that did not succeed: not documented here, so nothing is promised. */
import type { AfterTry, Tried } from '../../core/contract/tries'
import type { Tracker } from '../../core/state'

/** What is known of an item after a try that failed. Should the SDK send it again, the same message id tells. */
export function afterTry(_: Tracker, { status }: Tried): AfterTry {
  const again = 'whether RudderStack’s SDK tries again is not known.'
  if (status === null) return { delivery: 'lost', why: `No answer came; ${again}` }
  return { delivery: 'rejected', why: `The server answered ${status}; ${again}` }
}
