/** What can be typed next in the filter field: offered while somebody types there, chosen by keys or pointer. */
import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import type { Completions, Vocabulary } from '../../../core/query/complete'
import { idsOf } from '../../../core/query/whose'
import type { Store } from '../../../ui/store/store'

const NONE: Completions = { from: 0, to: 0, options: [] }

/** What completes a word, fetched when somebody comes to type; null until then. */
let completing: typeof import('./completing') | null = null

const fetchCompleting = async (): Promise<void> => {
  completing ??= await import('./completing')
}

/** What is offered, and what changes it. */
export interface Offered {
  readonly options: Completions['options']
  /** The index of the one that Enter takes; -1 for none. */
  readonly active: ReadonlySignal<number>
  /** Somebody comes to type: what was seen in the meantime can be offered too. */
  readonly begin: () => void
  /** Offers what fits where the caret is. */
  readonly offer: () => void
  readonly close: () => void
  /** Puts the option of this index into the field. */
  readonly take: (at: number) => void
  /** Goes through the options by so many steps, around the ends. */
  readonly step: (by: 1 | -1) => void
}

/** Follows the caret in `field`. */
export function useCompletions(store: Store, field: RefObject<HTMLInputElement | null>): Offered {
  const offered = useSignal<Completions>(NONE)
  const active = useSignal(-1)
  const vocabulary = useRef<Vocabulary | null>(null)
  const { options } = offered.value
  const offer = () => {
    const input = field.current
    if (!input || document.activeElement !== input) return
    // Where it cannot be fetched, nothing is offered: the filter works without.
    if (!completing) return void fetchCompleting().then(offer, close)
    const { completionsAt, vocabularyOf } = completing
    // What was seen is looked through once for each time that somebody comes to type.
    vocabulary.current ??= vocabularyOf(store.state.peek().items, (item) => idsOf(store.state.peek(), item))
    offered.value = completionsAt(input.value, input.selectionStart ?? input.value.length, vocabulary.current)
    active.value = -1
  }
  const close = () => {
    offered.value = NONE
    active.value = -1
  }
  return {
    options,
    active,
    begin: () => {
      vocabulary.current = null
      fetchCompleting().catch(() => undefined)
    },
    offer,
    close,
    take: (at) => {
      const option = options[at]
      const input = field.current
      if (!option || !input) return
      const { from, to } = offered.value
      // A key is not the whole of a word.
      const tail = /[:=]$/.test(option.word) ? '' : ' '
      const text = `${input.value.slice(0, from)}${option.word}${tail}${input.value.slice(to).trimStart()}`
      store.filterText.value = text
      input.value = text
      const caret = from + option.word.length + tail.length
      input.setSelectionRange(caret, caret)
      if (tail === '') offer()
      else close()
    },
    step: (by) => {
      const at = by < 0 ? Math.max(active.value, 0) : active.value
      active.value = (at + by + options.length) % options.length
    },
  }
}
