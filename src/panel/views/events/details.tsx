/** Everything known of one item: what, as whom, how far it got and why, what went over the wire, who called. */
import type { Item } from '../../../core/item'
import { withWord } from '../../../core/query/filter-edit'
import { whoseIs } from '../../../core/query/whose'
import type { State } from '../../../core/state'
import { shownName } from '../../../core/text'
import { clipped, visible } from '../../../files/write/plain'
import { copied, copiedTicket } from '../../../ui/evidence/copies'
import { MaskSwitch } from '../../../ui/evidence/mask-switch'
import { CopyButton } from '../../../ui/parts/copy'
import { DeliveryMark } from '../../../ui/parts/delivery'
import { Icon } from '../../../ui/parts/icon'
import { exactTime } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import { TrackAgain } from '../../../ui/triggers/track-again'
import { Attempts } from './attempts'
import { Declare } from './declare'
import { IdentityTable } from './identity-table'
import { Origin } from './origin'
import { PlanPart } from './plan-part'
import { Properties } from './properties'
import '../../../ui/parts/callout.css'
import './details.css'

/** Whose details, in the state that is shown; `onClose` takes them away. */
export interface DetailsProps {
  readonly store: Store
  readonly item: Item
  readonly state: State
  readonly onClose: () => void
}

/** The pane beside or below the list. */
export function Details({ store, item, state, onClose }: DetailsProps) {
  const whose = whoseIs(state, item)
  return (
    <aside class="details" aria-label={`Details of ${clipped(item.name || item.type)}`}>
      <Head store={store} item={item} whose={whose} onClose={onClose} />
      <Section title="Properties">
        <Properties
          store={store}
          item={item}
          acts={
            <>
              <TrackAgain store={store} item={item} />
              <CopyButton label="Copy for ticket" text={() => copiedTicket(store, [item.n])} />
              <CopyButton label="Copy for Jira" short="Jira" text={() => copiedTicket(store, [item.n], 'jira')} />
              <MaskSwitch store={store} />
            </>
          }
          onFilter={(word) => {
            store.filterText.value = withWord(store.filterText.value, word)
          }}
        />
      </Section>
      {store.plan.value && (
        <Section title="Plan">
          <PlanPart plan={store.plan.value} item={item} />
        </Section>
      )}
      <Section title="Identity">
        <IdentityTable item={item} whose={whose} />
      </Section>
      <Section title={item.attempts.length > 1 ? `Delivery — ${item.attempts.length} attempts` : 'Delivery'}>
        <Attempts store={store} item={item} state={state} />
      </Section>
      <Section title="Origin">
        <Origin store={store} item={item} state={state} />
      </Section>
      <p class="quiet foot nums">
        Item {item.n} · first seen {exactTime(item.seenAt)}
        {item.id !== null && <> · {item.id}</>}
      </p>
    </aside>
  )
}

/** What stands above the sections: its name, what can be done with all of it, how far it got, what is odd about it. */
function Head({
  store,
  item,
  whose,
  onClose,
}: Pick<DetailsProps, 'store' | 'item' | 'onClose'> & { readonly whose: ReturnType<typeof whoseIs> }) {
  return (
    <header class="details-head">
      <div class="cluster">
        <h2 class="ellipsis" title={item.name}>
          {visible(shownName(item.name)) || <i class="quiet">(no name)</i>}
        </h2>
        <span class="quiet">{item.type}</span>
        <span class="grow" />
        <button
          type="button"
          class="button bare"
          title="Show every view as it was when this happened"
          aria-label="Show state at this moment"
          onClick={() => store.travelToItem(item.n)}
        >
          <Icon name="clock" />
        </button>
        <CopyButton
          bare
          label="Copy item as JSON"
          text={() => copied(store, { ...item, whose: whose.customer }, (value) => JSON.stringify(value, null, 2))}
        />
        <button type="button" class="button bare" aria-label="Close details" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p class="why">
        <DeliveryMark delivery={item.delivery} /> <span>{item.why}</span>
      </p>
      <Declare store={store} item={item} />
      {item.destructive && (
        <p class="callout bad">
          <Icon name="warning" /> This deletes or suppresses something on the server.
        </p>
      )}
      {item.error !== null && (
        <p class="callout bad">
          <Icon name="warning" /> The call failed: {item.error}
        </p>
      )}
      {item.notes
        .filter(({ text }) => text !== item.why)
        .map((note) => (
          <p key={note.text} class="callout">
            <Icon name="info" /> {note.text}
          </p>
        ))}
    </header>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: preact.ComponentChildren }) {
  return (
    <details class="section" open>
      <summary>
        <Icon name="chevron" />
        <h3>{title}</h3>
      </summary>
      <div class="section-body">{children}</div>
    </details>
  )
}
