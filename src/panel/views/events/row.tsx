/** One row of the grid, one item. Tests and tools read its `data-` attributes. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be placed by transform
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { Component } from 'preact'
import { isEmpty } from '../../../core/ids'
import { type Customer, FAILED, type Item } from '../../../core/item'
import { bindingOf, type Whose } from '../../../core/query/whose'
import { shownName } from '../../../core/text'
import { visible } from '../../../files/write/plain'
import { DeliveryMark } from '../../../ui/parts/delivery'
import { Icon, type IconName } from '../../../ui/parts/icon'
import { customerText, fullTime, whoseTitle } from '../../../ui/parts/text'
import { vendorName } from '../../../ui/parts/vendor'
import { Who } from '../../../ui/parts/who'
import { timeOf } from './columns'
import './row.css'

/** What a row needs; `row` is its index among the rows, `top` its place in pixels. */
export interface RowProps {
  readonly item: Item
  /** Whose the item is now, which may change without the item. */
  readonly whose: Whose
  readonly row: number
  readonly top: number
  /** Its time, in the form that is chosen. */
  readonly time: string
  readonly current: boolean
  readonly selected: boolean
  /** Others are compared with it. */
  readonly reference: boolean
}

const PLAIN = ['item', 'row', 'top', 'time', 'current', 'selected', 'reference'] as const

/**
 * Drawn again only when one of its props changed. The grid hears the clicks, so that none of them is a new function
 * each time.
 */
export class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { whose } = this.props
    if (PLAIN.some((name) => next[name] !== this.props[name])) return true
    return whoseTitle(next.whose, '') !== whoseTitle(whose, '')
  }

  override render({ item, whose, row, top, time, current, selected, reference }: RowProps) {
    const marks = [current && ' current', selected && ' selected', row % 2 && ' odd', reference && ' reference']
      .filter(Boolean)
      .join('')
    const tone = FAILED.includes(item.delivery) ? ' failed' : ''
    return (
      <div
        role="row"
        id={`item-${item.n}`}
        class={`row item${tone}${marks}`}
        style={{ transform: `translateY(${top}px)` }}
        aria-rowindex={row + 2}
        aria-selected={selected}
        data-item={item.n}
        data-vendor={item.vendor}
        data-id={item.id ?? undefined}
        data-claimed-at={item.claimedAt ?? undefined}
        data-called-as={asText(item.calledAs)}
        data-sent-as={asText(item.sentAs)}
      >
        <span role="gridcell" class="cell col-number nums" data-column="number">
          {item.n}
        </span>
        <span role="gridcell" class="cell col-time nums" data-column="time" title={fullTime(timeOf(item))}>
          {time}
        </span>
        <span
          role="gridcell"
          class="cell col-name"
          data-column="name"
          data-number={item.n}
          data-type={item.type}
          title={item.name}
        >
          {item.name === '' ? (
            <i class="ellipsis quiet">(no name)</i>
          ) : (
            <span class="ellipsis">{visible(shownName(item.name))}</span>
          )}
          {item.destructive && (
            <Flag name="warning" meaning="Deletes or suppresses something on the server" tone="bad" />
          )}
          {item.error !== null && <Flag name="warning" meaning={`The call failed: ${item.error}`} tone="bad" />}
          {item.trigger !== null && <Flag name="play" meaning={madeBy(item)} tone="moving" />}
          {reference && <Flag name="pin" meaning="The reference that others are compared with" tone="moving" />}
        </span>
        <span role="gridcell" class="cell col-type" data-column="type">
          {item.type}
        </span>
        <span role="gridcell" class="cell col-customer" data-column="customer">
          <CustomerCell item={item} whose={whose} />
        </span>
        <span role="gridcell" class="cell col-delivery" data-column="delivery">
          <DeliveryMark delivery={item.delivery} why={item.why} />
        </span>
        <span role="gridcell" class="cell col-vendor" data-column="vendor" title={vendorName(item.vendor)}>
          <span class="ellipsis">{vendorName(item.vendor)}</span>
        </span>
      </div>
    )
  }
}

/** The call's own items, and what the SDK is documented to track by itself because of it. */
function madeBy({ call }: Item): string {
  if (call !== null) return 'Made by a trigger of Tracklens'
  return (
    'Tracked by the SDK itself because of a trigger of Tracklens: documented to follow from the call, and ' +
    'claims the same time'
  )
}

function Flag({ name, meaning, tone }: { readonly name: IconName; readonly meaning: string; readonly tone: string }) {
  return (
    <span class={`flag tone-${tone}`} role="img" aria-label={meaning} title={meaning}>
      <Icon name={name} />
    </span>
  )
}

/** Whose it is now; with a mark where it was called as somebody else than it was sent as. */
function CustomerCell({ item, whose }: { readonly item: Item; readonly whose: Whose }) {
  return (
    <>
      {bindingOf(item) !== 'same' && (
        <Flag
          name="switched"
          meaning={`Called as ${customerText(item.calledAs)}, sent as ${customerText(item.sentAs)}`}
          tone="warn"
        />
      )}
      <span
        class={whose.customer && !isEmpty(whose.customer.hard) ? 'ellipsis hard' : 'ellipsis soft'}
        title={whoseTitle(whose, item.vendor)}
      >
        <Who customer={whose.customer} />
      </span>
    </>
  )
}

function asText(customer: Customer | null): string | undefined {
  return customer ? JSON.stringify(customer) : undefined
}
