/** Which unknown items the browser's own word would tell of. */
import { expect, it } from 'vitest'
import { stateOf } from '../../testing/scene'
import { itemsIn } from './queue'
import { itemsByHearing, unheardOf } from './unheard'

const K1 = 'customerio:k1'

it('are those without an answer, or with one that the page may not see; not those whose answer proves nothing', () => {
  const state = stateOf(
    {
      items: [
        { tries: [{ at: 1, outcome: 'unknown', status: null }] },
        { tries: [{ at: 2, outcome: 'unknown', status: 0 }] },
        { tries: [{ at: 3, outcome: 'unknown', status: 200, words: 'not the vendor’s kind' }] },
        { tries: [{ at: 4, outcome: 'unknown', status: 302 }] },
        { delivery: 'unknown' },
        { tries: [{ at: 5, status: null }] },
        { tries: [{ at: 6 }] },
      ],
    },
    'customerio',
  )
  const groups = itemsByHearing()
  groups.update(state.items)
  expect(itemsIn(groups, [K1], ['unknown'])).toEqual([0, 1, 2, 3, 4])
  expect(groups.of(`${K1}|unheard`)).toEqual([0, 1])
  expect(unheardOf(groups, [K1, 'customerio:k2'])).toBe(2)
})
