// @vitest-environment happy-dom
/** What a plan finds leaves in every form of export that tells of findings. */
import { expect, it } from 'vitest'
import type { Happening } from '../../../core/fact'
import { emptyState } from '../../../core/state'
import { loadPlan } from '../../../plan'
import { planOf } from '../../../plan/format'
import { reduceAll } from '../../../providers/fold'
import { story } from '../../../testing/story'
import { HOST } from '../../../testing/view-stage'
import { makeExport, type Wish } from '../../../ui/evidence/leaving'
import { putPlan } from '../../../ui/store/plan'
import { Store } from '../../../ui/store/store'

const about = { vendor: 'customerio', surface: 'snippet', tracker: 'cioanalytics' } as const
const track = (call: number, name: string): Happening => ({
  ...{ kind: 'call', ...about, call, method: 'track', args: [name, {}] },
})
const FACTS = story().tell(
  'd',
  { kind: 'document', url: 'https://shop.example/', title: 'Tea', top: true, late: false, startedAt: 1000 },
  { kind: 'sdk', ...about, state: 'running', key: 'wk_1' },
  track(1, 'Tea chosen'),
  track(2, 'Tea bought'),
).facts
const WISH: Wish = { scope: 'everything', cleared: false, form: 'recording', personal: false, chosen: [] }

it('tells what the plan finds, and of the whole what was seen of it, as far as it is in view', () => {
  const store = new Store({ empty: emptyState, reduceAll, now: () => 0, later: (run) => run() }, HOST)
  store.incoming.add(FACTS)
  const read = planOf({
    'tracklens-plan': 1,
    name: 'Tea shop',
    events: [
      { name: 'Tea bought', schema: { required: ['sku'] } },
      { name: 'Tea drunk', required: true },
    ],
  })
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  putPlan(store, loadPlan(read.plan), '')
  for (const form of ['markdown', 'jira', 'html', 'csv', 'ndjson'] as const) {
    const { text } = makeExport(store, { ...WISH, form, personal: true })
    expect(text, form).toMatch(/sku missing/)
    expect(text, form).toMatch(/Tea chosen.{1,20} is not planned/)
    if (form === 'csv' || form === 'ndjson') continue
    expect(text, form).toMatch(/Tracking plan:.*Tea shop/)
    expect(text, form).toMatch(/Tea drunk.{0,30} never seen|Tea drunk \(required\)<\/dt><dd>never seen/)
  }
  store.filterText.value = 'bought'
  const shown = makeExport(store, { ...WISH, form: 'markdown', scope: 'shown' }).text
  expect(shown).toMatch(/sku missing/)
  expect(shown).not.toMatch(/Tea chosen|Tea drunk/)
  store.clear()
  const whole = (cleared: boolean) => makeExport(store, { ...WISH, form: 'markdown', cleared }).text
  expect(whole(false)).toContain('0 of 2 planned events were seen')
  expect(whole(false)).not.toMatch(/sku missing|Tea chosen/)
  expect(whole(true)).toContain('1 of 2 planned events were seen')
  expect(whole(true)).toMatch(/sku missing/)
})
