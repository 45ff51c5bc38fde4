/**
 * The payload editor of Track… and Identify…: suggestions, JSON checked as one types, what was sent before, and what
 * the call would come to.
 */
import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Payload } from '../../core/contract/vendor'
import type { State, Tracker } from '../../core/state'
import { Dialog } from '../parts/dialog'
import { Icon } from '../parts/icon'
import { JsonField } from '../parts/json-field'
import type { EditorWish, Store } from '../store/store'
import { IdRows } from './id-rows'
import { checkDraft, draftOf, foresee, type PayloadDraft } from './payload-draft'
import { forget, idNames, lastProperties, namesSeen, payloadOf, remember, remembered } from './payloads'
import type { TriggerRunner } from './trigger-runner'

/** What was typed and not sent, by tracker and command, for as long as the panel is open. */
const drafts = new Map<string, PayloadDraft>()

/** Shows the editor that is wished for, if there is one. */
export function Editor({ store, runner }: { readonly store: Store; readonly runner: TriggerRunner }) {
  const wish = store.editor.value
  const tracker = wish ? store.incoming.state.value.trackers.get(wish.tracker) : undefined
  if (!wish || !tracker) return null
  return (
    <Open
      key={`${wish.command} ${wish.tracker} ${wish.item}`}
      store={store}
      runner={runner}
      wish={wish}
      tracker={tracker}
    />
  )
}

interface OpenProps {
  readonly store: Store
  readonly runner: TriggerRunner
  readonly wish: EditorWish
  readonly tracker: Tracker
}

function Open({ store, runner, wish, tracker }: OpenProps) {
  const { command } = wish
  const id = useId()
  const vendor = runner.ready.vendor(tracker.vendor)
  const place = `${command} ${tracker.id}`
  const ids = vendor ? idNames(vendor, tracker) : []
  const first = useRef<ReturnType<typeof beginning> | null>(null)
  first.current ??= beginning(store.incoming.state.peek(), wish, place, ids)
  const name = useSignal(first.current.draft.name)
  const pairs = useSignal(first.current.draft.ids)
  const properties = useSignal(first.current.draft.properties)
  const before = useSignal<readonly Payload[]>([])
  const tried = useSignal(false)
  const draft = useComputed((): PayloadDraft => ({ name: name.value, ids: pairs.value, properties: properties.value }))
  /** What stands there at this moment: keys may come faster than the panel is drawn. */
  const look = () => {
    const ready = runner.ready.of(command, tracker)
    const checked = checkDraft(command, draft.value)
    const args = 'payload' in checked && ready.way === 'sdk' ? ready.command.args(checked.payload) : null
    const foreseen = vendor && args && ready.way === 'sdk' ? foresee(vendor, tracker, ready.command, args) : null
    return { ready, checked, args, foreseen }
  }
  const { ready, checked, args, foreseen } = look()

  const put = ({ name: newName, ids: newIds, properties: newProperties }: PayloadDraft): void => {
    name.value = newName
    pairs.value = newIds
    properties.value = newProperties
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

  const close = (): void => {
    if (wish.item === null) drafts.set(place, draft.peek())
    store.editor.value = null
  }
  const send = (): void => {
    tried.value = true
    const { ready, checked, foreseen } = look()
    if (!('payload' in checked) || ready.way !== 'sdk') return
    const { payload } = checked
    const go = (): void => {
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
      `“${payload.name ?? ''}” deletes or suppresses something on the server of ${vendor?.name}. This cannot be undone.`,
      ...foreseen.notes,
    ]
    const calls = { method: ready.command.method, vendor: vendor?.name ?? tracker.vendor }
    runner.confirm({ title: 'Send what deletes?', lines, calls }, 'Send it', go)
  }
  const suggested =
    command === 'track' && name.value !== ''
      ? lastProperties(store.incoming.state.value, tracker.vendor, name.value)
      : null
  const fits =
    suggested !== null && JSON.stringify(suggested, null, 2) !== properties.value && Object.keys(suggested).length > 0

  return (
    <Dialog wide title={command === 'track' ? 'Track an event' : 'Identify a customer'} onClose={close}>
      <form
        class="editor"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          send()
        }}
      >
        {before.value.length > 0 && (
          <div class="field-head">
            <label for={`${id}-before`}>Sent before</label>
            <select
              id={`${id}-before`}
              class="grow"
              value=""
              onChange={(event) => {
                const chosen = before.value[Number(event.currentTarget.value)]
                if (chosen) put(draftOf(chosen, ids))
                event.currentTarget.value = ''
              }}
            >
              <option value="">Choose …</option>
              {before.value.map((payload, index) => (
                <option key={index} value={index}>
                  {inShort(payload)}
                </option>
              ))}
            </select>
            <button
              type="button"
              class="button bare small"
              title="They are kept on this machine only, until you forget them"
              onClick={(event) => {
                // The button goes away with what it forgets: the focus must not go with it.
                event.currentTarget.form?.querySelector<HTMLElement>('[data-first]')?.focus()
                before.value = []
                void forget(store.memory, tracker.vendor, command)
              }}
            >
              Forget them
            </button>
          </div>
        )}
        {command === 'track' ? (
          <div class="field">
            <label for={`${id}-name`}>Name</label>
            <input
              id={`${id}-name`}
              data-first
              list={`${id}-names`}
              autocomplete="off"
              spellcheck={false}
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value
              }}
            />
            <datalist id={`${id}-names`}>
              {namesSeen(store.incoming.state.peek(), tracker.vendor).map((seen) => (
                <option key={seen} value={seen} />
              ))}
            </datalist>
            {fits && (
              <button
                type="button"
                class="link-button"
                onClick={(event) => {
                  event.currentTarget.form?.querySelector('textarea')?.focus()
                  properties.value = JSON.stringify(suggested, null, 2)
                }}
              >
                Use the properties that it last had
              </button>
            )}
          </div>
        ) : (
          <IdRows pairs={pairs} names={ids} />
        )}
        <JsonField label="Properties (JSON)" text={properties} />
        {first.current.left > 0 && (
          <p class="callout">
            <Icon name="info" /> {first.current.left} {first.current.left === 1 ? 'value' : 'values'} that JSON cannot
            carry (functions, undefined …) were left out.
          </p>
        )}
        {foreseen?.destructive && (
          <p class="callout bad">
            <Icon name="warning" /> This deletes or suppresses something on the server.
          </p>
        )}
        {foreseen?.notes.map((note) => (
          <p key={note} class="callout">
            <Icon name="info" /> {note}
          </p>
        ))}
        <p class="quiet break">
          {ready.way === 'sdk' ? (
            <>
              Calls <code>{ready.command.method}</code> of {vendor?.name} in the page.
            </>
          ) : (
            ready.reason
          )}
        </p>
        <p class={tried.value && 'missing' in checked ? 'problem' : 'hidden'} role="alert">
          {tried.value && 'missing' in checked && (
            <>
              <Icon name="warning" /> {checked.missing}
            </>
          )}
        </p>
        <div class="dialog-foot">
          <span class="quiet grow">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> sends
          </span>
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button primary" aria-disabled={args === null}>
            Send
          </button>
        </div>
      </form>
    </Dialog>
  )
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

function inShort({ name, ids, properties }: Payload): string {
  const who = Object.values(ids ?? {}).join(', ')
  const text =
    `${name ?? who} ${properties && Object.keys(properties).length > 0 ? JSON.stringify(properties) : ''}`.trim()
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
