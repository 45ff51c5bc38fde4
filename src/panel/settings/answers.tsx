/** The hosts whose answers count as accepted because the user declared so. */
import { useSignal } from '@preact/signals'
import type { ForeignAnswer } from '../../core/item'
import type { Declared } from './declared'
import { Add, Choice, Entries, Part, Problem, TextField } from './part'

const KINDS: readonly (readonly [ForeignAnswer, string])[] = [
  ['other', 'that are not the vendor’s kind'],
  ['denial', 'that deny success'],
]

/** The list, and a form for one more. */
export function Answers({ declared }: { readonly declared: Declared }) {
  const host = useSignal('')
  const kind = useSignal<ForeignAnswer>('other')
  const problem = useSignal<string | null>(null)
  const add = () => {
    const text = host.value.trim().replace(/^[a-z]+:\/\//i, '')
    const named = URL.canParse(`https://${text}`) ? new URL(`https://${text}`) : null
    if (!named || text === '' || named.pathname !== '/' || named.search || named.hash) {
      problem.value = 'Write a host alone, with its port where it has one: gateway.shop.example:8443.'
      return
    }
    declared.put({ host: named.host, answers: kind.value }, true)
    host.value = ''
  }
  return (
    <Part
      title="Answers that count as accepted"
      about={
        'A 2xx that is not the vendor’s kind of answer proves nothing, and its items are “unknown”. Where a gateway ' +
        'of yours answers so and does take events in, declare it.'
      }
    >
      <Entries
        none="None: only the vendors’ own answers count."
        entries={declared.list.value.map((each) => ({
          key: `${each.answers} ${each.host}`,
          name: each.host,
          detail: `answers ${KINDS.find(([id]) => id === each.answers)?.[1]}`,
          word: 'Take back',
          takeAway: () => declared.put(each, false),
        }))}
      />
      <Add word="Count as accepted" onAdd={add}>
        <TextField
          label="Host"
          placeholder="gateway.shop.example"
          value={host}
          wrong={problem.value !== null}
          problem="answer-problem"
          onEdit={() => {
            problem.value = null
          }}
        />
        <Choice
          label="Answers with a status of 2xx"
          value={kind.value}
          options={KINDS}
          onChoose={(value) => {
            kind.value = value as ForeignAnswer
          }}
        />
      </Add>
      <Problem id="answer-problem" text={problem.value} />
    </Part>
  )
}
