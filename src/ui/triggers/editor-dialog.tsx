/**
 * The payload editor of Track… and Identify…: suggestions, JSON checked as one types, what was sent before, and what
 * the call would come to.
 */
import { counted } from '../../core/text'
import { Dialog } from '../parts/dialog'
import { Icon } from '../parts/icon'
import { JsonField } from '../parts/json-field'
import { Arguments } from './arguments'
import { EventName } from './event-name'
import { IdRows } from './id-rows'
import { draftOf } from './payload-draft'
import { forget } from './payloads'
import { SentBefore } from './sent-before'
import { type EditorProps, type PayloadEditor, usePayloadEditor } from './use-payload-editor'
import '../parts/callout.css'
import '../parts/field.css'
import './editor.css'

/** Open until what it is for was sent or given up. */
export function EditorDialog(props: EditorProps) {
  const { store, tracker, wish } = props
  const { command } = wish
  const editor = usePayloadEditor(props)
  const { ids, name, pairs, properties, texts, before, tried, ready, checked, put, close, send } = editor
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
        <SentBefore
          before={before.value}
          onChoose={(payload) => put(draftOf(payload, ids))}
          onForget={() => {
            before.value = []
            void forget(store.memory, tracker.vendor, command)
          }}
        />
        {command === 'track' ? (
          <EventName store={store} vendor={tracker.vendor} name={name} properties={properties} />
        ) : (
          <IdRows pairs={pairs} names={ids} />
        )}
        <JsonField label="Properties (JSON)" text={properties} />
        {ready.way === 'sdk' && ready.command.asks && (
          <Arguments
            below
            fields={ready.command.asks}
            texts={texts}
            before={before.value.flatMap((payload) => (payload.texts ? [payload.texts] : []))}
            tried={tried.value}
            onEnter={send}
          />
        )}
        <Foreseen editor={editor} />
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
          <button type="submit" class="button primary" aria-disabled={ready.way !== 'sdk' || !('payload' in checked)}>
            Send
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** What the call would come to, and what of the captured item it leaves out. */
function Foreseen({ editor: { vendor, left, ready, foreseen } }: { readonly editor: PayloadEditor }) {
  return (
    <>
      {left > 0 && (
        <p class="callout">
          <Icon name="info" /> {counted(left, 'value')} that JSON cannot carry (functions, undefined …) were left out.
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
    </>
  )
}
