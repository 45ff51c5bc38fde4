/** Why nothing is in view, in the same words in every view. */
import type { Store } from './store'

/** `had`: something was tracked, which is out of view by now. */
export function whyNothing({ preserve }: Pick<Store, 'preserve'>, had: boolean): string {
  if (!had) return 'Nothing was tracked yet.'
  return preserve.value
    ? 'The items before were cleared.'
    : 'The items before were cleared or are of an earlier page, whose items are not kept.'
}
