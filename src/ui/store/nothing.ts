/** Why nothing is in view and what makes something appear, in the same words in every view. */
import type { Store } from './store'

/** `had`: something was tracked, which is out of view by now. */
export function whyNothing({ preserve, recording }: Pick<Store, 'preserve' | 'recording'>, had: boolean): string {
  if (recording.value !== null) return 'This recording holds nothing that was tracked.'
  if (!had) return 'Nothing was tracked yet.'
  return preserve.value
    ? 'The items before were cleared.'
    : 'The items before were cleared or are of an earlier page, whose items are not kept.'
}

/** A sentence, after a space, on how something comes to be where `what` says; nothing where nothing can. */
export function whatNext({ mode, recording }: Pick<Store, 'mode' | 'recording'>, what: string): string {
  if (recording.value !== null) return ''
  return mode.value === 'live' ? ` Use the page: what it tracks ${what}.` : ' Go back to live (L) for what came since.'
}
