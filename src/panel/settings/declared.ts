/** The declared answers as the settings page lists them: those that are kept, and those of the tab that is watched. */
import { type Signal, signal } from '@preact/signals'
import type { HostAnswers } from '../../core/item'
import { keptIn } from '../../ui/store/declared'
import type { Store } from '../../ui/store/store'

/** The list, and the way to change it. */
export interface Declared {
  readonly list: Signal<readonly HostAnswers[]>
  /** Declares such answers or takes that back, with an undo. */
  readonly put: (which: HostAnswers, on: boolean) => void
}

const isSame = (a: HostAnswers, b: HostAnswers): boolean => a.host === b.host && a.answers === b.answers

/** Reads what is kept; until then the list has what the tab's log knows. */
export function declaredOf(store: Store): Declared {
  const list = signal<readonly HostAnswers[]>(store.incoming.state.peek().accepted)
  if (store.memory)
    void keptIn(store.memory).then(
      (kept) => {
        list.value = [...list.peek(), ...kept.filter((each) => !list.peek().some((other) => isSame(each, other)))]
      },
      // What cannot be read is as if nothing was kept.
      () => {},
    )
  const put = (which: HostAnswers, on: boolean) => {
    const others = list.peek().filter((each) => !isSame(each, which))
    list.value = on ? [...others, which] : others
    store.declare(which, on)
    const said = store.notice.peek()
    if (said) store.notice.value = { ...said, action: { label: 'Undo', run: () => put(which, !on) } }
  }
  return { list, put }
}
