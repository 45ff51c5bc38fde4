/** Learning who a tracker's customer is from what goes over the wire, in the order of the wire. */
import type { Effect } from '../contract/vendor'
import type { Stamp } from '../fact'
import type { Customer } from '../item'
import type { Exchange } from '../state'
import type { Draft } from './draft'
import { applyEffects } from './effects'
import { tieByAnswer } from './ties'

/** Applies what an answer tells: the ids that it names belong to one customer, as the server itself says. */
export function applyAnswer(draft: Draft, exchange: Exchange, effects: readonly Effect[], stamp: Stamp): void {
  const { tracker, n, sentAt } = exchange
  if (tracker === null) return
  for (const effect of effects) {
    if (effect.kind === 'identity') {
      const named: Customer = { soft: effect.soft ?? {}, hard: effect.hard ?? {} }
      const now = draft.exchange(n)
      if (now) draft.putExchange({ ...now, named })
      tieByAnswer(draft, tracker, named, sentAt)
    }
    applyEffects(draft, tracker, [effect], { fact: stamp, by: 'wire' })
  }
}
