/**
 * The time axis: lanes of marks as SVG, zoomed and moved by buttons and keys, every mark reachable and told by
 * keyboard.
 */
// biome-ignore-all lint/a11y/useSemanticElements: marks are parts of a drawing

import { type Signal, signal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { counted } from '../../../core/text'
import { Icon } from '../../../ui/parts/icon'
import type { Store } from '../../../ui/store/store'
import { type AxisMark, type Lane, type Span, ticksOf, tickText } from './lanes'
import { Tools, zoomedIn } from './zoom'
import './axis.css'

/** How many marks of a lane are drawn at once: the newest in sight. */
const MOST = 300

/** A mark that somebody points at or has focused, and the name of its lane. */
interface ToldMark {
  readonly lane: string
  readonly mark: AxisMark
}

/** `view` null shows everything: `whole`. `now` ends what still goes on. */
export function Axis({
  store,
  lanes,
  whole,
  now,
  view,
}: {
  readonly store: Store
  readonly lanes: readonly Lane[]
  readonly whole: Span
  readonly now: number
  readonly view: Signal<Span | null>
}) {
  const root = useRef<HTMLDivElement>(null)
  const told = useMemo(() => signal<ToldMark | null>(null), [store.log.value])
  const zoomed = zoomedIn(view, whole)
  const { span } = zoomed
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { zoom, move } = zoomed
    const keys: Record<string, () => void> = {
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
      '0': zoomed.showWhole,
      PageUp: () => move(-0.5),
      PageDown: () => move(0.5),
      ArrowRight: () => focusMark(root.current, 1),
      ArrowLeft: () => focusMark(root.current, -1),
      ...(told.value && {
        Escape: () => {
          told.value = null
        },
      }),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    // Developer tools would open their drawer at Escape.
    event.stopPropagation()
    act()
  }
  const inSight = lanes.map((lane) => ({ lane, marks: marksIn(lane, span, now) }))
  // The Tab key leads to one mark only, the arrow keys to all others.
  const entry = inSight.find(({ marks }) => marks.length > 0)?.lane.id
  return (
    <section class="axis" aria-label="Time axis" ref={root} onKeyDown={onKeyDown}>
      <Tools zoomed={zoomed} />
      <div class="axis-lane axis-times" aria-hidden="true">
        <span class="axis-label" />
        <div class="axis-ground">
          {ticksOf(span, 5).map((at) => (
            <span
              key={at}
              class="axis-tick nums"
              style={{ left: `${((at - span.from) / (span.to - span.from)) * 100}%` }}
            >
              <span class="axis-time">{tickText(at, span)}</span>
            </span>
          ))}
        </div>
      </div>
      {inSight.map(({ lane: { id, label }, marks }) => (
        <div key={id} class="axis-lane" role="group" aria-label={label}>
          <span class="axis-label ellipsis" title={label}>
            {label}
          </span>
          <svg class="axis-ground" aria-label={`${label}: ${counted(marks.length, 'mark')}`} role="group">
            {ticksOf(span, 5).map((at) => (
              <line key={at} class="axis-grid" x1={percent(at, span)} x2={percent(at, span)} y1="0" y2="100%" />
            ))}
            {marks.map((mark, i) => (
              <Drawn
                key={`${mark.at} ${lookOf(mark)} ${i}`}
                mark={mark}
                span={span}
                now={now}
                entry={id === entry && i === 0}
                chosen={told.value?.mark.at === mark.at && told.value.mark.text === mark.text}
                onTell={() => {
                  told.value = { lane: label, mark }
                }}
              />
            ))}
          </svg>
        </div>
      ))}
      <Told store={store} told={told.value} />
    </section>
  )
}

/** The newest marks of a lane that are in sight. */
function marksIn({ marks }: Lane, span: Span, now: number): readonly AxisMark[] {
  return marks
    .filter((mark) => mark.at <= span.to && (mark.to === undefined ? mark.at : (mark.to ?? now)) >= span.from)
    .slice(-MOST)
}

/** Focuses the mark that is so many steps from the focused one. */
function focusMark(root: HTMLElement | null, step: number) {
  const marks = [...(root?.querySelectorAll<SVGElement>('[data-mark]') ?? [])]
  const focused = document.activeElement
  const at = focused instanceof SVGElement ? marks.indexOf(focused) : -1
  marks[Math.max(0, Math.min(at + step, marks.length - 1))]?.focus()
}

/** The classes of a mark. */
function lookOf({ to, kind, tone = '' }: AxisMark): string {
  return `${to === undefined ? 'point' : 'span'} ${kind} ${tone}`.trim()
}

function percent(at: number, span: Span): string {
  return `${(((at - span.from) / (span.to - span.from)) * 100).toFixed(3)}%`
}

function Drawn({
  mark,
  span,
  now,
  entry,
  chosen,
  onTell,
}: {
  readonly mark: AxisMark
  readonly span: Span
  readonly now: number
  readonly entry: boolean
  readonly chosen: boolean
  readonly onTell: () => void
}) {
  const length = span.to - span.from
  const shared = {
    class: `mark ${lookOf(mark)}${chosen ? ' chosen' : ''}`,
    role: 'button' as const,
    tabIndex: entry ? 0 : -1,
    'aria-label': mark.text,
    'data-mark': '',
    onClick: onTell,
    onFocus: onTell,
  }
  if (mark.to === undefined)
    return (
      <svg {...shared} x={percent(mark.at, span)} y="0" width="1" height="24" overflow="visible">
        <title>{mark.text}</title>
        <path d="M0 3v18M0 3l5 4-5 4z" />
      </svg>
    )
  const from = Math.max(mark.at, span.from)
  const to = Math.min(mark.to ?? now, span.to)
  const width = Math.max(0.35, ((to - from) / length) * 100)
  return (
    <g {...shared}>
      <title>{mark.text}</title>
      <rect x={percent(from, span)} y="4" width={`${width.toFixed(3)}%`} height="16" rx="3" />
      {width > 9 && mark.word !== '' && (
        <foreignObject x={percent(from, span)} y="4" width={`${width.toFixed(3)}%`} height="16">
          <div aria-hidden="true" class="mark-word ellipsis">
            {mark.word}
          </div>
        </foreignObject>
      )}
    </g>
  )
}

/** What the chosen mark is, and where it leads. */
function Told({ store, told }: { readonly store: Store; readonly told: ToldMark | null }) {
  return (
    <p class="axis-told" aria-live="polite">
      {told ? (
        <>
          <b>{told.lane}</b> <span class="break">{told.mark.text}</span>
          {told.mark.item !== undefined && (
            <button type="button" class="button bare link" onClick={() => store.showItem(told.mark.item ?? 0)}>
              Item {told.mark.item}
            </button>
          )}
          {told.mark.position !== null && (
            <button
              type="button"
              class="button bare link"
              title="Show every view as it was just after this"
              onClick={() => store.travelTo(told.mark.position ?? 0)}
            >
              <Icon name="clock" /> Go to this moment
            </button>
          )}
        </>
      ) : (
        <span class="quiet">
          Point at a mark, or go through them with the arrow keys. The tables below say the same in words.
        </span>
      )}
    </p>
  )
}
