// @vitest-environment happy-dom
/** The plan's part of an item's details: schema beside value, and what is not as planned. */
import { expect, it } from 'vitest'
import type { Item } from '../../../core/item'
import { loadPlan } from '../../../plan'
import { planOf } from '../../../plan/format'
import { SHOP } from '../../../testing/plans'
import { EVIL, root, show, useStage } from '../../../testing/view-stage'
import { Planned } from './planned'

useStage()

const read = planOf(SHOP as never)
if ('problems' in read) throw new Error(JSON.stringify(read.problems))
const plan = loadPlan({ ...read.plan, events: read.plan.events.map((event) => ({ ...event, vendor: 'customerio' })) })

const shown = (item: Partial<Item>) =>
  show(({ store }) => <Planned plan={plan} item={store.state.value.items.get(0)!} />, {
    items: [{ ...item, tries: [{ at: 1 }] }],
  })

it('shows what is planned beside what was sent, as text', () => {
  shown({ name: 'purchase', properties: { total_price: EVIL, extra: 1 } })
  const rows = [...root.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(' | '),
  )
  expect(root.textContent).toContain('Not as planned.')
  expect(rows[0]).toBe('purchase_id required | string | missing')
  expect(rows[1]).toMatch(/^total_price required \| number \| "<img src=x.*a text: number is planned$/)
  expect(rows[2]).toBe('extra | not planned | 1')
  expect(root.querySelector('img')).toBeNull()
})

it.each([
  [{ name: 'purchase', properties: { purchase_id: 'p', total_price: 1 } }, /As planned\./],
  [{ name: 'Purchase' }, /Not planned in “Shop”\. “purchase” is: is that meant\?/],
  [{ name: 'session_start', automatic: true }, /says nothing of what the SDK tracks by itself/],
  [{ name: 'Home', type: 'page' as const }, /says nothing of such a call/],
])('says of %o what the plan says', (item, expected) => {
  shown(item)
  expect(root.textContent).toMatch(expected)
})
