/** What the panel asks of this document: a call of the page's own SDK, or Tracklens' own stop. */
import type { TriggerFact } from '../../core/fact'
import type { HookOrder } from '../../link/messages'
import { type HookContext, instanceKey } from './context'
import { textOf, wordsOf } from './copy'
import { apply, bare, followed, later, parse, parseForPage, quiet } from './natives'

/** Takes an order's JSON text. */
export function obey(text: string, context: HookContext): void {
  const order = bare(parse(text) as HookOrder)
  if (order.order === 'hold') hold(order, context)
  // Not within the relay's event: the page's SDK must not find our event as `window.event`.
  else if (order.order === 'call')
    later(
      quiet(() => callSdk(order, context)),
      0,
    )
}

function hold({ vendor, on, noted }: Extract<HookOrder, { order: 'hold' }>, { stopped, reporter }: HookContext): void {
  if (stopped.hold(vendor, on, noted)) reporter.say({ kind: 'enforce', vendor, on })
}

function callSdk(order: Extract<HookOrder, { order: 'call' }>, { instances, reporter }: HookContext): unknown {
  const { doc: _, order: __, path, ...asked } = order
  const { trigger, vendor, instance, args } = asked
  const say = (phase: TriggerFact['phase'], problem?: TriggerFact['problem'], message?: string) =>
    reporter.say({ ...asked, kind: 'trigger', by: 'sdk', phase, problem, message })
  const fail = (problem: TriggerFact['problem'], message?: string) => say('failed', problem, message)
  const sdk = instances[instanceKey(vendor, instance)]
  if (!sdk) return fail('gone')
  try {
    // What is at a path such as `notifications.subscribe`, and what it is a method of.
    let owner: unknown
    let target: unknown = sdk
    for (let i = 0; i < path.length; i++) {
      owner = target
      target = (owner as Record<string, unknown> | undefined)?.[path[i] as string]
    }
    if (typeof target !== 'function') return fail('lacks')
    // Parsed anew: the SDK may keep and change what it is given.
    const given = parseForPage(textOf(args)) as unknown[]
    const result = reporter.asTrigger(trigger, () => apply(target as never, owner, given))
    const told = followed(
      result,
      quiet(() => say('done')),
      quiet((error) => fail('refused', wordsOf(error))),
    )
    if (!told) say('done')
  } catch (error) {
    fail('threw', wordsOf(error))
  }
}
