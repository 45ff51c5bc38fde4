/** What a step did, in one sentence. */
import type { Frame, LabEffect, Step } from '../../../lab/bench'
import { stepText } from '../../../lab/step-text'

const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** A step in a few words: `trackEvent`, `wait 70 s`. */
function shortly(step: Step): string {
  return step.step === 'call' ? step.method : stepText(step).slice(0, 60)
}

/** For the status line, and so for screen readers: `trackEvent: 1 item tracked, 1 request. 2 in the queue.` */
export function summary(step: Step, frame: Frame<unknown>): string {
  const count = (effect: LabEffect['effect']): number => frame.effects.filter((each) => each.effect === effect).length
  const items = (effect: 'delivered' | 'rejected' | 'dropped' | 'wiped'): number =>
    frame.effects.reduce((sum, each) => sum + (each.effect === effect ? each.items.length : 0), 0)
  const troubles = frame.effects.filter((each) => each.effect === 'log' && each.level !== 'info').length
  const parts = [
    [count('tracked'), `${some(count('tracked'), 'item')} tracked`],
    [count('request'), some(count('request'), 'request')],
    [items('delivered'), `${items('delivered')} delivered`],
    [items('rejected'), `${items('rejected')} rejected`],
    [items('dropped'), `${items('dropped')} dropped`],
    [items('wiped'), `${items('wiped')} removed unsent`],
    [troubles, `${some(troubles, 'warning')} in the log`],
  ] as const
  const told = parts.filter(([number]) => number > 0).map(([, text]) => text)
  const queue = frame.view.queue.length
  const left = queue === 0 ? 'The queue is empty.' : `${queue} in the queue.`
  return `${shortly(step)}: ${told.length > 0 ? told.join(', ') : 'nothing tracked, nothing sent'}. ${left}`
}
