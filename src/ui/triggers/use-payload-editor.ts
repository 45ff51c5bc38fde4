/** What a payload editor does: what it begins with, what it would send, sending it, and keeping what was not sent. */
import { type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Payload } from '../../core/contract/offer'
import type { Vendor } from '../../core/contract/vendor'
import type { State, Tracker } from '../../core/state'
import type { Store } from '../store/store'
import type { EditorWish } from '../store/wishes'
import type { Ready } from './commands'
import { checkDraft, type DraftCheck, draftOf, type Foreseen, foresee, type PayloadDraft } from './payload-draft'
import { idNames, payloadOf, remember, remembered } from './payloads'
import type { Texts } from './questions'
import type { TriggerRunner } from './trigger-runner'

/** What was typed and not sent, by tracker and command, for as long as the panel is open. */
const drafts = new Map<string, PayloadDraft>()

/** What an editor is opened for. */
export interface EditorProps {
  readonly store: Store
  readonly runner: TriggerRunner
  readonly wish: EditorWish
  readonly tracker: Tracker
}

/** What stands in the editor and what can be done with it. */
export interface PayloadEditor {
  readonly vendor: Vendor | null
  /** The names of ids that are offered. */
  readonly ids: readonly string[]
  readonly name: Signal<string>
  readonly pairs: Signal<PayloadDraft['ids']>
  readonly properties: Signal<string>
  /** The command's own arguments by name, as typed. */
  readonly texts: Signal<Texts>
  /** The payloads sent before, newest first. */
  readonly before: Signal<readonly Payload[]>
  /** Somebody has pressed Send. */
  readonly tried: ReadonlySignal<boolean>
  /** How many values of the captured item JSON cannot carry. */
  readonly left: number
  readonly ready: Ready
  readonly checked: DraftCheck
  readonly foreseen: Foreseen | null
  readonly put: (draft: PayloadDraft) => void
  readonly close: () => void
  readonly send: () => void
}

/** One editor for as long as it is open. */
export function usePayloadEditor({ store, runner, wish, tracker }: EditorProps): PayloadEditor {
  const { command } = wish
  const vendor = runner.ready.vendor(tracker.vendor)
  const place = `${command} ${tracker.id}`
  const ids = vendor ? idNames(vendor, tracker) : []
  const first = useRef<ReturnType<typeof beginning> | null>(null)
  first.current ??= beginning(store.incoming.state.peek(), wish, place, ids)
  const name = useSignal(first.current.draft.name)
  const pairs = useSignal(first.current.draft.ids)
  const properties = useSignal(first.current.draft.properties)
  const texts = useSignal<Texts>(first.current.draft.texts ?? {})
  const before = useSignal<readonly Payload[]>([])
  const tried = useSignal(false)
  const draft = useComputed(
    (): PayloadDraft => ({
      ...{ name: name.value, ids: pairs.value },
      ...{ properties: properties.value, texts: texts.value },
    }),
  )
  /** What stands there at this moment: keys may come faster than the panel is drawn. */
  const look = () => {
    const ready = runner.ready.of(command, tracker)
    const checked = checkDraft(command, draft.value, ready.way === 'sdk' ? ready.command.asks : [])
    const args = 'payload' in checked && ready.way === 'sdk' ? ready.command.args(checked.payload) : null
    const foreseen = vendor && args && ready.way === 'sdk' ? foresee(vendor, tracker, ready.command, args) : null
    return { ready, checked, foreseen }
  }
  const { ready, checked, foreseen } = look()

  const put = (other: PayloadDraft) => {
    name.value = other.name
    pairs.value = other.ids
    properties.value = other.properties
    texts.value = other.texts ?? {}
  }
  useEffect(() => {
    const start = draft.peek()
    void remembered(store.memory, tracker.vendor, command).then((all) => {
      before.value = all
      const [newest] = all
      // Only into an editor that nobody has touched.
      if (newest && wish.item === null && !drafts.has(place) && draft.peek() === start) put(draftOf(newest, ids))
    })
  }, [])

  const close = () => {
    if (wish.item === null) drafts.set(place, draft.peek())
    store.editor.value = null
  }
  const send = () => {
    tried.value = true
    const { ready, checked, foreseen } = look()
    if (!('payload' in checked) || ready.way !== 'sdk') return
    const { payload } = checked
    const go = () => {
      runner.press(command, tracker, payload)
      void remember(store.memory, tracker.vendor, command, payload)
      drafts.delete(place)
      store.editor.value = null
    }
    if (!foreseen?.destructive) {
      go()
      return
    }
    const lines = [
      `“${payload.name ?? ''}” deletes or suppresses something on the server of ${vendor?.name}. This ` +
        'cannot be undone.',
      ...foreseen.notes,
    ]
    const calls = { method: ready.command.method, vendor: vendor?.name ?? tracker.vendor }
    runner.confirm({ title: 'Send a destructive event?', lines, calls }, 'Send it', go)
  }
  return {
    ...{ vendor, ids, name, pairs, properties, texts, before, tried, left: first.current.left },
    ...{ ready, checked, foreseen, put, close, send },
  }
}

/** What the editor opens with: the captured item, what was typed before, or nothing. */
function beginning(
  state: State,
  wish: EditorWish,
  place: string,
  ids: readonly string[],
): { readonly draft: PayloadDraft; readonly left: number } {
  const item = wish.item === null ? undefined : state.items.get(wish.item)
  if (!item) return { draft: drafts.get(place) ?? draftOf({}, ids), left: 0 }
  const { payload, left } = payloadOf(item)
  return { draft: draftOf(payload, ids), left }
}
