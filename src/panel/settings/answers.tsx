/** The hosts whose answers count as accepted because the user declared so. */
import { useSignal } from '@preact/signals'
import type { ForeignAnswer } from '../../core/item'
import type { Declared } from './declared'
import { Choice, Entries, Part, Problem } from './part'

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
      <form
        class="settings-form"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <label class="field grow">
          <span>Host</span>
          <input
            type="text"
            spellcheck={false}
            autocomplete="off"
            placeholder="gateway.shop.example"
            aria-invalid={problem.value !== null}
            aria-describedby="answer-problem"
            value={host.value}
            onInput={(event) => {
              host.value = event.currentTarget.value
              problem.value = null
            }}
          />
        </label>
        <Choice
          label="Answers with a status of 2xx"
          value={kind.value}
          options={KINDS}
          onChoose={(value) => {
            kind.value = value as ForeignAnswer
          }}
        />
        <button type="submit" class="button">
          Count as accepted
        </button>
      </form>
      <Problem id="answer-problem" text={problem.value} />
    </Part>
  )
}
