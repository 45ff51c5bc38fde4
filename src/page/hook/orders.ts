/** What the panel asks of this document: a call of the page's own SDK, or Tracklens' own stop. */
import type { HookOrder, TriggerOutcome } from '../../link/messages'
import { type HookContext, instanceKey } from './context'
import { wordsOf } from './copy'
import { apply, bare, followed, later, parse, parseForPage, quiet } from './natives'

/** Takes an order's JSON text. */
export function obey(text: string, context: HookContext): void {
  const order = bare(parse(text) as HookOrder)
  if (order.order === 'hold') context.stopped.hold(order.vendor, order.on, order.noted)
  // Not within the relay's event: the page's SDK must not find our event as `window.event`.
  else later(() => callSdk(order, context), 0)
}

function callSdk(order: Extract<HookOrder, { order: 'call' }>, { instances, reporter }: HookContext): unknown {
  const { trigger, vendor, instance, path, args } = order
  const say = (phase: TriggerOutcome['phase'], problem?: TriggerOutcome['problem'], message?: string) =>
    reporter.say({ kind: 'trigger', trigger, phase, problem, message })
  const fail = (problem: TriggerOutcome['problem'], message?: string) => say('failed', problem, message)
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
    // The SDK may keep and change what it is given.
    const given = parseForPage(args) as unknown[]
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
