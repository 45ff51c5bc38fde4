// @vitest-environment happy-dom
/** The sequence as text, as a person finds it when it opens. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, it } from 'vitest'
import { models } from '../../../lab/models'
import { root, useStage } from '../../../testing/view-stage'
import { LabStore } from './lab-store'
import { TextEditor } from './text-editor'

useStage()

it('opens with the caret before the first line, and the focus in the text', () => {
  const lab = new LabStore(models, 1_700_000_000_000)
  act(() => render(<TextEditor lab={lab} onClose={() => {}} />, root))
  const text = root.querySelector('textarea')
  expect(document.activeElement).toBe(text)
  expect([text?.value === '', text?.selectionStart]).toEqual([false, 0])
})
