// @vitest-environment happy-dom
/** What a step of the Lab brought about, with the second at which it happened. */

import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, it } from 'vitest'
import { models } from '../../../lab/models'
import { root, useStage } from '../../../testing/view-stage'
import { LabStore } from './lab-store'
import { Transcript } from './transcript'

useStage()

it('says after how long each item and request of a step came, and nothing of what came at once', () => {
  const lab = new LabStore(models, 1_700_000_000_000)
  const field = { projectToken: 'p', authorization: 'Token k', baseUrl: 'https://api.test' }
  lab.take({ step: 'call', method: 'configure', args: [field] })
  lab.take({ step: 'app', change: 'background' })
  lab.take({ step: 'wait', ms: 70_000 })
  act(() => render(<Transcript lab={lab} />, root))
  const steps = [...root.querySelectorAll('.lab-step')]
  expect(steps).toHaveLength(3)
  expect(steps[0]?.textContent).not.toMatch(/after \d/)
  const text = steps[2]?.textContent ?? ''
  expect(text).toMatch(/#1 POST \/track\S* after 3\.0 s.*#2 POST \/track\S* after 3\.0 s/)
  expect(text).toMatch(/session_end as anonymous \S+ after 1 min 0 s/)
  expect(text).toMatch(/#3 POST \/track\S* after 1 min 0 s/)
})

it('asks before steps taken by hand are discarded, and says how many next ones a step has dropped', () => {
  const lab = new LabStore(models, 1_700_000_000_000)
  for (const ms of [1_000, 2_000]) lab.take({ step: 'wait', ms })
  lab.unlessLost('Change vendor', () => lab.reset())
  expect(lab.question.value).toMatchObject({ text: 'Changing the vendor discards your 2 steps.', yes: 'Change vendor' })
  lab.goTo(0)
  lab.take({ step: 'wait', ms: 3_000 })
  expect(lab.said.value).toMatch(/ 2 next steps dropped\.$/)
})
