/** A delivery state as icon and word; its colour only repeats them. */
import type { Delivery } from '../../core/item'
import { Icon, type IconName } from './icon'
import './delivery.css'

const LOOK: Readonly<Record<Delivery, { readonly icon: IconName; readonly tone: string }>> = {
  buffered: { icon: 'buffer', tone: 'waiting' },
  queued: { icon: 'queue', tone: 'waiting' },
  'in flight': { icon: 'arrow', tone: 'moving' },
  retrying: { icon: 'retry', tone: 'warn' },
  delivered: { icon: 'check', tone: 'good' },
  rejected: { icon: 'cross', tone: 'bad' },
  lost: { icon: 'lost', tone: 'bad' },
  unknown: { icon: 'question', tone: 'warn' },
  blocked: { icon: 'ban', tone: 'held' },
}

/** The text is exactly the state's word. */
export function DeliveryMark({ delivery, why }: { readonly delivery: Delivery; readonly why?: string }) {
  const { icon, tone } = LOOK[delivery]
  return (
    <span class={`delivery tone-${tone}`} title={why}>
      <Icon name={icon} />
      {delivery}
    </span>
  )
}
