// @vitest-environment happy-dom
/** The Plan tab as a person uses it: without a plan, with one, wrong ones, sheets, and away again. */
import { act } from 'preact/test-utils'
import { expect, it, vi } from 'vitest'
import type { Json } from '../../../core/json'
import { SHOP } from '../../../testing/plans'
import { as, type Scene } from '../../../testing/scene'
import { button, EVIL, HOST, root, section, show, useStage } from '../../../testing/view-stage'
import { dayOf } from '../../../ui/parts/text'
import { findingGroupsOf } from '../../../ui/store/findings'
import { followPlan } from '../../../ui/store/plan'
import { PlanBoard } from './board'

useStage()

const hard = as({ userId: 'u1' }, { anonymousId: 'a1' })
const SCENE: Scene = {
  items: [
    { name: 'purchase', properties: { purchase_id: 'p1', total_price: 7 }, calledAs: hard, tries: [{ at: 1 }] },
    { name: 'purchase', properties: { total_price: EVIL }, calledAs: hard, tries: [{ at: 2, status: 400 }] },
    { name: 'Purchase', tries: [{ at: 3 }] },
  ],
}
const PLAN = { ...SHOP, events: [{ ...SHOP.events[0], vendor: 'customerio' }, { name: 'refund' }] }
const memory = (kept: Record<string, Json> = {}) => ({
  kept,
  read: async (name: string) => kept[name],
  write: (name: string, value: Json) => {
    kept[name] = value
  },
})
const type = (text: string) =>
  act(() => {
    const field = root.querySelector('textarea')
    if (!field) throw new Error('no field')
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
const paste = async (text: string, came: RegExp) => {
  act(() => button(/^Paste…$/).click())
  type(text)
  await press(/^Use this plan$/, came)
}
/** Presses, and waits until something is there: the readers are fetched first. */
const press = async (name: RegExp, came: RegExp) => {
  act(() => button(name).click())
  await vi.waitFor(() => expect(root.textContent).toMatch(came))
}

it('says what a plan is good for, and makes one of what was seen', () => {
  const store = show(PlanBoard, SCENE, { ...HOST, memory: memory() })
  expect(root.textContent).toContain('No tracking plan for shop.example')
  act(() => button(/^Make one from what was seen$/).click())
  expect(store.plan.value?.plan.events.map(({ name }) => name)).toEqual(['purchase', 'Purchase'])
  act(() => store.notice.value?.action?.run())
  expect(root.textContent).toContain('No tracking plan for shop.example')
})

it('tells a very long name by its beginning, planned or not', () => {
  const name = `${'very-long-'.repeat(40)}the-last`
  show(PlanBoard, { items: [{ name }] }, { ...HOST, memory: memory() })
  act(() => button(/^Make one from what was seen$/).click())
  expect(section('Planned events').textContent).toContain('very-long-')
  expect(root.textContent).not.toContain('the-last')
})

it('shows each planned event, what never came and what is not planned, and leads to the items', async () => {
  const kept = memory()
  const store = show(PlanBoard, SCENE, { ...HOST, memory: kept })
  await paste(JSON.stringify(PLAN), /planned events seen/)
  expect(kept.kept['plan:shop.example']).toEqual(PLAN)
  expect(section('Coverage').textContent).toBe(
    '1 of 2 planned events seen1 not always as planned1 never seen1 not planned',
  )
  const rows = [...root.querySelectorAll('tbody')].map((row) => row.textContent)
  expect(rows[0]).toMatch(
    /purchase.*required.*identified.*delivered.*once by purchase_id.*2.*1 not.*1 delivered.*1 not/,
  )
  expect(rows[1]).toContain('never seen')
  // Words are no figures, which have a font of their own.
  expect([...root.querySelectorAll('td.nums')].map((cell) => cell.textContent)).not.toContain('never seen')
  expect(section('Not planned').textContent).toContain('planned is “purchase”')
  const days = [...root.querySelectorAll<HTMLElement>('.nums[title]')].map(({ title, textContent }) => [
    title.slice(0, 11),
    title.slice(11, 19) === textContent,
  ])
  const day = `${dayOf(store.state.value.items.first()?.seenAt ?? 0)} `
  expect(days).toEqual([
    [day, true],
    [day, true],
  ])
  act(() => button(/^purchase$/).click())
  const items = [...root.querySelectorAll('[role=option]')].map((row) => row.textContent)
  expect(items).toHaveLength(2)
  expect(items[0]).toContain('purchase_id is missing')
  expect(root.querySelector('img')).toBeNull()
  act(() => root.querySelector<HTMLElement>('[role=option]')?.click())
  expect([store.view.value, store.selected.value]).toEqual(['events', 1])
})

it('puts what the plan finds among all findings, and takes it back with the plan', async () => {
  const store = show(PlanBoard, SCENE, { ...HOST, memory: memory() })
  await paste(JSON.stringify(PLAN), /planned events seen/)
  const ids = () => [...store.findings.value.byCheck.keys()].filter((id) => id.startsWith('plan-')).sort()
  expect(ids()).toEqual(['plan-missing', 'plan-not-delivered', 'plan-type', 'plan-unplanned', 'plan-wrong-key'])
  expect(findingGroupsOf(store).value.map(({ check }) => check.id)).toEqual(expect.arrayContaining(ids()))
  act(() => button(/^Remove$/).click())
  expect(ids()).toEqual([])
  expect(root.textContent).toContain('No tracking plan for shop.example')
  act(() => store.notice.value?.action?.run())
  expect(ids()).toHaveLength(5)
})

it('tells what is wrong with a plan and where, and keeps what was typed', async () => {
  show(PlanBoard, SCENE, { ...HOST, memory: memory() })
  await paste('{ "tracklens-plan": 1, "events": [ { "name": "x", "as": "soft" } ] }', /cannot be read yet/)
  expect(root.querySelector('[role=alert]')?.textContent).toContain('events[0].as It is "soft". Write "hard"')
  expect(root.querySelector('textarea')?.value).toContain('soft')
  type('nothing of the kind')
  await press(/^Use this plan$/, /This text is not a tracking plan that Tracklens knows/)
})

it('asks once for the columns of a sheet, and names what was lost', async () => {
  const store = show(PlanBoard, SCENE, { ...HOST, memory: memory() })
  await paste('What;Attribute;Type\npurchase;total_price;money', /Which column is what/)
  const select = root.querySelector<HTMLSelectElement>('#column-event')
  act(() => {
    if (!select) throw new Error('not asked')
    select.value = 'What'
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await press(/^Read the sheet$/, /Read from a sheet; 1 thing was lost on the way/)
  expect(store.plan.value?.plan.events[0]?.name).toBe('purchase')
})

it('finds the plan of the site again', async () => {
  const kept = memory({ 'plan:shop.example': PLAN as unknown as Json, 'plan:other.example': null })
  const store = show(PlanBoard, SCENE, { ...HOST, memory: kept })
  const stop = followPlan(store)
  await vi.waitFor(() => expect(store.plan.value?.plan.name).toBe('Shop'))
  stop()
})
