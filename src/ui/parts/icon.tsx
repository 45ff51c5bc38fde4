/**
 * The panel's icons: strokes in the text's colour on a 16 × 16 ground. Always beside a word or under an accessible
 * name.
 */
import './icon.css'

const PATHS = {
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6l7.5-4.8z',
  clear: 'M3.8 3.8a6 6 0 1 0 8.4 8.4 6 6 0 0 0-8.4-8.4zm0 0 8.4 8.4',
  export: 'M8 2.5v7.5M5 7l3 3 3-3M2.5 11v2.5h11V11',
  open: 'M2 12.5v-9h4l1.5 2H14v7z',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  chevron: 'M6 4l4 4-4 4',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.8V8l2.3 1.6',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  arrow: 'M2.5 8h10M9 4.5 12.5 8 9 11.5',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.2v3h-3',
  question: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9M8 12.6v.2',
  lost: 'M3 8h3M10 8h3M6.5 12l3-8',
  ban: 'M3.8 3.8a6 6 0 1 0 8.4 8.4 6 6 0 0 0-8.4-8.4zm0 0 8.4 8.4',
  queue: 'M3 4.5h10M3 8h10M3 11.5h6',
  buffer: 'M4 3.5h8v9H4zM6.5 6.5h3',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.3v3.6M8 5v.2',
  warning: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.2',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10.2 10.2l3.3 3.3',
  person: 'M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.5c.5-2.4 2.5-3.5 5-3.5s4.5 1.1 5 3.5',
  switched: 'M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13',
  down: 'M8 3v9M4.5 8.5 8 12l3.5-3.5',
  flush: 'M8 13V4M4.5 7.5 8 4l3.5 3.5M3 2.5h10',
  anonymous: 'M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.5c.5-2.4 2.5-3.5 5-3.5M10 11l4 4M14 11l-4 4',
  stop: 'M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5zM6.3 6.3h3.4v3.4H6.3z',
  track: 'M2.5 8h9M8 4.5 11.5 8 8 11.5M14 3v10',
  end: 'M4.5 4.5h7v7h-7z',
  pin: 'M6 2.5h4l-.5 4 2 2v1.2H4.5V8.5l2-2zM8 9.7v4',
  columns: 'M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9',
  up: 'M8 13V4M4.5 7.5 8 4l3.5 3.5',
  star: 'M8 2.6 9.6 6l3.8.5-2.8 2.6.7 3.7L8 11l-3.3 1.8.7-3.7L2.6 6.5 6.4 6z',
  gear:
    'M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8zM8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4' +
    'M10.8 10.8l1.4 1.4M3.8 12.2l1.4-1.4M10.8 5.2l1.4-1.4',
  funnel: 'M2.5 3h11L9.5 8v5l-3-1.6V8z',
  bin: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.7 9h5.6l.7-9M6.8 7v4M9.2 7v4',
} as const

/** The name of an icon. */
export type IconName = keyof typeof PATHS

/** One icon, hidden from screen readers: the word beside it says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
