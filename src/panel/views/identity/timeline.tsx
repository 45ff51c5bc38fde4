/**
 * How a tracker's customer came to be: every change of the ids in order, with where it was learnt from and what it did.
 */
import { useSignal } from '@preact/signals'
import type { Groups } from '../../../core/collections/groups'
import type { Item } from '../../../core/item'
import { type IdChange, idChanges, itemOfMoment } from '../../../core/query/identity'
import type { Moment } from '../../../core/state'
import { Icon } from '../../../ui/parts/icon'
import { IdKind } from '../../../ui/parts/id-kind'
import { MoreButton } from '../../../ui/parts/more-button'
import { exactTime } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import { CHANGES, SOURCES } from './words'
import '../../../ui/parts/chip.css'
import './timeline.css'

type IdentityMoment = Extract<Moment, { kind: 'identity' }>

/** How many of the newest changes are shown before one asks for more. */
const SHOWN = 40

/** The newest change comes first. */
export function Timeline({
  store,
  moments,
  groups,
}: {
  readonly store: Store
  readonly moments: readonly IdentityMoment[]
  readonly groups: Groups<Item>
}) {
  const limit = useSignal(SHOWN)
  const all = useSignal(false)
  if (moments.length === 0)
    return (
      <p class="calm quiet">
        No change of IDs was seen.
        {store.recording.value === null &&
          ' Identify somebody, log out, or use the triggers: every change appears here with where it came from.'}
      </p>
    )
  const telling = moments.filter(({ change }) => change !== 'seen')
  // Where nothing else happened, how an id was first seen is what matters.
  const few = all.value || telling.length === 0 ? moments : telling
  const shown = few.slice(-limit.value).reverse()
  return (
    <>
      <ol class="timeline" aria-label="Changes of the customer, newest first">
        {shown.map((moment) => (
          <Change
            key={`${moment.fact} ${moment.text}`}
            store={store}
            moment={moment}
            item={itemOfMoment(groups, moment)}
          />
        ))}
      </ol>
      {few.length > limit.value && <MoreButton limit={limit} rest={few.length - limit.value} />}
      {telling.length > 0 && telling.length < moments.length && (
        <button
          type="button"
          class="button bare"
          aria-pressed={all.value}
          onClick={() => {
            all.value = !all.value
          }}
        >
          {all.value
            ? 'Only what changed who it is'
            : `Also when an ID was only seen (${(moments.length - telling.length).toLocaleString()})`}
        </button>
      )}
    </>
  )
}

function Change({
  store,
  moment,
  item,
}: {
  readonly store: Store
  readonly moment: IdentityMoment
  readonly item: number | null
}) {
  const { word, tone } = CHANGES[moment.change]
  const changes = idChanges(moment.from, moment.to)
  const vendor = store.state.value.trackers.get(moment.tracker ?? '')?.vendor ?? ''
  return (
    <li class={`change tone-${tone}`}>
      <div class="change-head">
        <b class="change-word">{word}</b>
        <span class="chip quiet" title={`Learnt from ${SOURCES[moment.by].phrase}`}>
          {SOURCES[moment.by].chip}
        </span>
        <span class="nums quiet">{exactTime(moment.at)}</span>
        <span class="change-links">
          {item !== null && (
            <button type="button" class="button bare link" onClick={() => store.showItem(item)}>
              Item {item}
            </button>
          )}
          <button
            type="button"
            class="button bare link"
            title="Show every view as it was just after this"
            onClick={() => store.travelTo(moment.fact + 1)}
          >
            <Icon name="clock" /> Go to this moment
          </button>
        </span>
      </div>
      <p class="change-text break">{moment.text}</p>
      {changes.length > 0 && (
        <ul class="id-changes">
          {changes.map((change) => (
            <IdLine key={`${change.hard}${change.name}`} vendor={vendor} change={change} />
          ))}
        </ul>
      )}
    </li>
  )
}

function IdLine({
  vendor,
  change: { name, hard, before, after },
}: {
  readonly vendor: string
  readonly change: IdChange
}) {
  return (
    <li>
      <span class="quiet">
        {name} <IdKind vendor={vendor} name={name} hard={hard} />
      </span>
      {before !== null && <code class="gone break">{before}</code>}
      {before !== null && (
        <span class="quiet">
          <Icon name="arrow" />
          <span class="hidden">became</span>
        </span>
      )}
      {after === null ? <span class="quiet">none</span> : <code class="break">{after}</code>}
    </li>
  )
}
