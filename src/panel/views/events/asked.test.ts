// @vitest-environment node
/** Tests that a filter goes on from the one before, and is made anew when it must be. */
import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import { emptyState } from '../../../core/state'
import { filterOf } from './asked'

it('goes on from the filter of one letter less, until who somebody is becomes known', () => {
  const [filterText, state] = [signal(''), signal(emptyState)]
  const filter = filterOf({ filterText, state })
  const typed = (text: string) => {
    filterText.value = text
    return filter.value
  }
  expect(filter.value.empty).toBe(true)
  const earlier = typed('order')
  const later = typed('order c')
  expect(later).not.toBe(earlier)
  expect(later.narrows(earlier)).toBe(true)
  state.value = { ...emptyState, facts: 1 }
  expect(filter.value).toBe(later)
  state.value = { ...emptyState, ties: emptyState.ties.set('t', undefined as never) }
  expect(filter.value.narrows(later)).toBe(false)
})
