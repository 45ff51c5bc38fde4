// @vitest-environment happy-dom
/** Tests of what is told of a vendor's entry that is long. */
import { afterEach, expect, it } from 'vitest'
import { BODY_LIMIT } from '../../core/body'
import type { GapFact, StorageFact } from '../../core/fact'
import { storeOwner } from '../../providers/stores'
import { watchStores } from './stores'

const KEY = 'persisted-queue:v1:key:items'
afterEach(() => localStorage.clear())

/** What is told where a queue has so many characters. */
function told(length: number): readonly (StorageFact | GapFact)[] {
  const said: (StorageFact | GapFact)[] = []
  localStorage.setItem(KEY, 'x'.repeat(length))
  watchStores(storeOwner, (fact) => said.push(fact))()
  return said
}

it('tells a queue that is as long as the longest batch whole', () => {
  expect(told(BODY_LIMIT)).toMatchObject([{ kind: 'storage', key: KEY, value: 'x'.repeat(BODY_LIMIT) }])
})

it('says of a longer one that it was cut', () => {
  expect(told(BODY_LIMIT + 1)).toMatchObject([
    { kind: 'storage', key: KEY, value: 'x'.repeat(BODY_LIMIT) },
    { kind: 'gap', missing: 0, detail: expect.stringContaining(`${KEY} is longer than Tracklens keeps`) },
  ])
})
