/** Whose a thing is said to be: one answer in every place that says it. */
import { expect, it } from 'vitest'
import type { Command } from '../../../core/contract/offer'
import { parseFilter } from '../../../core/query/filter'
import { summary } from '../../../core/query/summary'
import { peopleIn, whoseIs } from '../../../core/query/whose'
import { evidenceOf } from '../../../files/evidence'
import { createMask } from '../../../files/mask/mask'
import { writeCsv } from '../../../files/write/csv'
import { writeMarkdown } from '../../../files/write/markdown'
import { inspect } from '../../../inspection'
import { vendor } from '../../../providers/bloomreach'
import { answers, left, opened, pageStory, running, sends } from '../../../testing/page-story'
import { customersOf } from '../../../ui/parts/glance'
import { whoseText, whoseTitle } from '../../../ui/parts/text'
import { beforeCall } from '../../../ui/triggers/questions'

const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const COOKIE = 'efc38c1f-0000-4000-8000-000000000001'
const GRACE = 'grace@example.com'
const command = (name: string, data: object) => ({ name, data: { company_id: 'k1', properties: {}, ...data } })
const bulk = (n: number, ...commands: readonly object[]) => [
  sends('bloomreach', n, { url: 'https://c.test/bulk' }, { sdk: 'js-client', sdk_version: 'v3.15.0', commands }),
  answers(n, 200, { results: commands.map(() => ({ status: 'ok' })), success: true }),
]

it('who has logged in is never “anonymous”: column, line, card, filter, dialogs and exports name the person', () => {
  const story = pageStory().in('one', opened(), running(web, 'k1'))
  story.in('one', ...bulk(1, command('crm/customers', { ids: { cookie: COOKIE, registered: GRACE } })), left)
  // The Web SDK of the next page sends the cookie alone.
  story.in('two', opened('two'), running(web, 'k1'))
  story.in('two', ...bulk(1, command('crm/events', { customer_ids: { cookie: COOKIE }, type: 'viewed' })))
  const state = story.state()
  const [tracker, item] = [state.trackers.first(), state.items.last()]
  if (!tracker || !item) throw new Error('nothing tracked')
  expect(item.sentAs).toEqual({ soft: { cookie: COOKIE }, hard: {} })
  const whose = whoseIs(state, item)
  expect(whoseText(whose)).toBe(GRACE)
  expect(whoseTitle(whose, 'bloomreach')).toContain(`by cookie ${COOKIE}, which item 0 tied to this person`)
  const { customers, title } = customersOf(summary(state, story.now()).trackers)
  expect([...customers.keys()]).toEqual([GRACE])
  expect(title).toContain(`registered ${GRACE}\ncookie ${COOKIE}`)
  const people = peopleIn(() => state)
  expect(parseFilter(`customer:${GRACE}`, undefined, people).matches(item)).toBe(true)
  const stop: Command = { method: 'anonymize', path: 'anonymize', args: () => [], warning: 'Forgets the customer.' }
  const asked = { name: 'anonymize', command: stop, vendor, trackers: [tracker], state } as const
  expect(beforeCall(asked, { run: () => {}, flush: null }).lines).toContain(`The customer now: ${GRACE}`)
  const { findings } = inspect([], { now: 0 })
  const about = { madeAt: 0, version: '1', completeness: 'Complete', masked: false, browser: 'Test 1' }
  const wanted = { state, findings, items: [item.n], told: 'all' as const, about }
  const evidence = evidenceOf(wanted, createMask({ personal: true, key: 'k' }, state))
  for (const write of [writeCsv, writeMarkdown]) {
    expect(write(evidence)).toContain(GRACE)
    expect(write(evidence)).not.toMatch(/anonymous/i)
  }
})
