/** Which answers the user has declared to count as accepted. */
import { hostOf } from '../answer'
import type { HostAnswers } from '../item'
import type { Exchange, State } from '../state'

/** Whether such answers of this host were declared. */
export function isAccepted(accepted: State['accepted'], { host, answers }: HostAnswers): boolean {
  return accepted.some((each) => each.host === host && each.answers === answers)
}

/** The host that an exchange's answer came from: where it was redirected to, as far as that is known. */
export function answeredBy({ url, trail }: Exchange): string {
  return hostOf(trail?.end ?? trail?.last ?? url)
}
