/** Where a trigger's question opens, whose code is loaded then. */
import type { Signal } from '@preact/signals'
import { lazy } from '../parts/lazy'
import type { Store } from '../store/store'
import type { QuestionProps } from './question-dialog'
import type { TriggerQuestion } from './questions'

const QuestionDialog = lazy<QuestionProps>(
  'The question',
  async () => (await import('./question-dialog')).QuestionDialog,
  'dialog',
)

/** Shows the question, if there is one. */
export function Question({
  store,
  question,
}: {
  readonly store: Store
  readonly question: Signal<TriggerQuestion | null>
}) {
  const asked = question.value
  if (!asked) return null
  return <QuestionDialog key={asked.title} store={store} asked={asked} close={() => (question.value = null)} />
}
