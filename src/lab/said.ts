/** What the server said last of something that the model has sent, whatever the SDK makes of it. */
import type { ModelEffect, ModelRequest, Said } from './model'

type Answered = { readonly request: ModelRequest; readonly said?: readonly Said[] }

/** What the server said last of an item; undefined where it has not said anything of it, or nobody reads it. */
export function saidOf(requests: readonly Answered[], id: string): Said | undefined {
  const last = requests.findLast(({ request, said }) => said !== undefined && request.items.includes(id))
  return last?.said?.[last.request.items.indexOf(id)]
}

/**
 * What the SDK takes for delivered is rejected where the server has refused it, and doubted where nobody knows what
 * came back; every other effect is as it was.
 */
export function asSaid(effect: ModelEffect, requests: readonly Answered[]): readonly ModelEffect[] {
  if (effect.effect !== 'delivered') return [effect]
  const said = (word: Said) => effect.items.filter((id) => saidOf(requests, id) === word)
  const [refused, unknown] = [said('rejected'), said('unknown')]
  const items = effect.items.filter((id) => !refused.includes(id))
  return [
    ...(items.length ? [{ ...effect, items }] : []),
    ...(refused.length ? [{ ...effect, effect: 'rejected' as const, items: refused }] : []),
    ...(unknown.length ? [{ effect: 'log' as const, at: effect.at, level: 'warning' as const, text: DOUBT }] : []),
  ]
}

const DOUBT =
  'The SDK takes it for delivered, but this is not the vendor’s kind of answer: whether it arrived is not known.'
