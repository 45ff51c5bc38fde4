/**
 * Tells, unmistakably, when what is shown is not the present: paused, an earlier moment, or an opened recording; and
 * leads back.
 */
// biome-ignore-all lint/a11y/useSemanticElements: a region that is no section of a text

import { Icon } from '../../ui/parts/icon'
import { exactTime } from '../../ui/parts/text'
import type { Store } from '../../ui/store/store'
import './time-bar.css'

/** Nothing while the page is shown live. */
export function TimeBar({ store }: { readonly store: Store }) {
  const mode = store.mode.value
  const recording = store.recording.value
  if (mode === 'live' && recording === null) return null
  const position = store.position.value
  const total = store.live.value.facts
  const at = store.log.value.facts[position - 1]?.at
  const moment = at === undefined ? 'the beginning' : exactTime(at)
  return (
    <div class={`time-bar ${mode}`} role="region" aria-label="Time">
      <Icon name={mode === 'paused' ? 'pause' : 'clock'} />
      {recording !== null && (
        <span class="grow ellipsis">
          Recording <b>{recording}</b>
        </span>
      )}
      {mode === 'paused' && (
        <span class="grow">
          Paused
          {total > position
            ? ` — ${(total - position).toLocaleString()} records came in since`
            : ' — nothing new since'}
        </span>
      )}
      {mode === 'travel' && (
        <>
          <span>
            As it was at <b>{moment}</b>
          </span>
          <input
            type="range"
            class="grow slider"
            aria-label="Position in time"
            aria-valuetext={`${moment}, record ${position} of ${total}`}
            min={0}
            max={total}
            value={position}
            onInput={(event) => store.travelTo(Number(event.currentTarget.value))}
          />
        </>
      )}
      {mode !== 'live' && (
        <button type="button" class="button" title="L" onClick={() => store.goLive()}>
          Back to live <kbd>L</kbd>
        </button>
      )}
      {mode === 'live' && recording !== null && (
        <button type="button" class="button" onClick={() => store.closeRecording()}>
          Back to the page
        </button>
      )}
    </div>
  )
}
