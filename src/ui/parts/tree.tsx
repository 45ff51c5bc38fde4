/** JSON as a tree that opens and closes, by mouse and by keyboard, with what JSON could not carry explained. */
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the tree itself handles the keys of its lines
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { isMark, isObject, type Json, lengthOf, type Mark, type MarkKind, objectOr } from '../../core/json'
import { CopyButton } from './copy'
import { Icon } from './icon'
import './fold-out.css'
import './tree.css'

/** What each mark means for the person who looks at the property. */
const MARKS: Readonly<Record<MarkKind, string>> = {
  undefined: 'undefined: JSON leaves it out, so it is not sent',
  function: 'a function: JSON leaves it out, so it is not sent',
  symbol: 'a symbol: JSON leaves it out, so it is not sent',
  bigint: 'a BigInt: JSON.stringify throws on it',
  NaN: 'NaN: JSON makes it null',
  Infinity: 'Infinity: JSON makes it null',
  '-Infinity': '-Infinity: JSON makes it null',
  date: 'a Date: JSON makes it this text',
  node: 'a DOM node: it has no useful JSON',
  object: 'an object that is not plain data (a Map, a class, …)',
  cycle: 'a reference back to an object that contains it: JSON.stringify throws on it',
  throws: 'reading it threw an error',
  deep: 'nested deeper than Tracklens keeps',
  cut: 'longer than Tracklens keeps; this is its beginning',
}

/** How many children are shown before one asks for more, and with how many a list or object is closed at first. */
const SHOWN = 100
const FOLDED = 20
/** Of a text so many characters are shown before one asks for all. */
const LONG = 2000

interface TreeLine {
  readonly path: string
  readonly name: string
  readonly value: Json
  readonly depth: number
  readonly open: boolean
  /** How many children it has; null for a value without any. */
  readonly children: number | null
  /** How many of its parent's children are not shown, on the line that offers them. */
  readonly more: number
}

/** What a press of a value without children does; its path is that of names and indexes. */
type OnValue = (path: readonly string[], event: { readonly altKey: boolean }) => void

/** `label` is the tree's accessible name. Objects of the first `openTo` levels are open at first. */
export function Tree({
  value,
  label,
  openTo = 1,
  onValue,
  onCopy,
}: {
  readonly value: Json
  readonly label: string
  readonly openTo?: number
  readonly onValue?: OnValue
  /** What is copied of an object or list: it is given alone in its place of the whole. Without it, the thing itself. */
  readonly onCopy?: (whole: Json, place: readonly string[]) => Promise<string>
}) {
  const toggled = useSignal<ReadonlySet<string>>(new Set())
  const extended = useSignal<Readonly<Record<string, number>>>({})
  const active = useSignal('')
  const root = useRef<HTMLDivElement>(null)
  const opening = { toggled: toggled.value, extended: extended.value, openTo }
  const lines = linesBelow(value, { path: '', depth: 0 }, opening)
  const current = Math.max(
    0,
    lines.findIndex((line) => line.path === active.value),
  )
  const toggle = (line: TreeLine) => {
    const next = new Set(toggled.value)
    if (!next.delete(line.path)) next.add(line.path)
    toggled.value = next
  }
  const act = (line: TreeLine, key?: KeyboardEvent) => {
    if (line.more > 0)
      extended.value = { ...extended.value, [line.path]: (extended.value[line.path] ?? SHOWN) + SHOWN * 5 }
    else if (line.children) toggle(line)
    else if (key) onValue?.(stepsOf(line.path), key)
  }
  const go = (index: number) => {
    const line = lines[Math.max(0, Math.min(index, lines.length - 1))]
    if (!line) return
    active.value = line.path
    root.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[lines.indexOf(line)]?.focus()
  }
  const textOf = (line: TreeLine) => {
    const place = stepsOf(line.path)
    if (!onCopy || !line.children) return copied(line.value)
    return onCopy(aloneAt(value, place), place)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[current]
    const isPressed = event.key === 'Enter' || event.key === ' '
    // The buttons within a line hear their own keys.
    if (isPressed && (event.target as HTMLElement).closest('button')) return
    if (!line || event.ctrlKey || event.metaKey || (event.altKey && !isPressed)) return
    const parent = lines.findLastIndex((each, index) => index < current && each.depth < line.depth)
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(current + 1),
      ArrowUp: () => go(current - 1),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      ArrowRight: () => (line.children && !line.open ? toggle(line) : go(current + 1)),
      ArrowLeft: () => (line.children && line.open ? toggle(line) : go(parent)),
      Enter: () => act(line, event),
      ' ': () => act(line, event),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    event.stopPropagation()
    move()
  }
  if (lines.length === 0) return <p class="quiet">None.</p>
  return (
    <div role="tree" aria-label={label} class="tree" ref={root} onKeyDown={onKeyDown}>
      {lines.map((line, index) => (
        <div
          key={line.path}
          role="treeitem"
          class="tree-line"
          tabIndex={index === current ? 0 : -1}
          aria-level={line.depth + 1}
          aria-expanded={line.children ? line.open : undefined}
          style={{ '--depth': line.depth }}
          onClick={() => {
            active.value = line.path
            act(line)
          }}
          onFocusIn={() => {
            active.value = line.path
          }}
        >
          <LineParts line={line} onValue={onValue} text={() => textOf(line)} />
        </div>
      ))}
    </div>
  )
}

/** What stands in a line: its name, its value, and what copies it; or the offer of more. */
function LineParts({
  line,
  onValue,
  text,
}: {
  readonly line: TreeLine
  readonly onValue: OnValue | undefined
  /** What is copied. */
  readonly text: () => string | Promise<string>
}) {
  return (
    <>
      <span class={line.children ? (line.open ? 'twist open' : 'twist') : 'twist none'}>
        {line.children ? <Icon name="chevron" /> : null}
      </span>
      {line.more > 0 ? (
        <span class="link">show {Math.min(line.more, SHOWN * 5).toLocaleString()} more</span>
      ) : (
        <>
          <span class="tree-name">{line.name}</span>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the tree has Enter for the keyboard */}
          <span
            class={onValue && !line.children ? 'tree-value pressable' : 'tree-value'}
            title={onValue && !line.children ? 'Show only what has this value; with Alt leave it out' : undefined}
            onClick={(event) => {
              if (onValue && !line.children) onValue(stepsOf(line.path), event)
            }}
          >
            <Value value={line.value} open={line.open} />
          </span>
          <span class="tree-copy">
            <CopyButton bare label={`Copy ${line.name}`} text={text} />
          </span>
        </>
      )}
    </>
  )
}

/** The names and indexes of a line's path. */
function stepsOf(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

/** An object or list with nothing in it but what stands at a place. */
function aloneAt(value: Json, [step, ...rest]: readonly string[]): Json {
  if (step === undefined) return value
  if (Array.isArray(value)) return [aloneAt((value[Number(step)] as Json | undefined) ?? null, rest)]
  return { [step]: aloneAt(objectOr(value)[step] ?? null, rest) }
}

interface Opening {
  readonly toggled: ReadonlySet<string>
  readonly extended: Readonly<Record<string, number>>
  readonly openTo: number
}

/** The lines of what is open below a value, in order. `path` is the value's own, `depth` that of its children. */
function linesBelow(value: Json, { path, depth }: Pick<TreeLine, 'path' | 'depth'>, opening: Opening): TreeLine[] {
  const lines: TreeLine[] = []
  const entries = entriesOf(value)
  const limit = opening.extended[`${path}/…`] ?? SHOWN
  for (const [name, inner] of entries.slice(0, limit)) {
    const own = `${path}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`
    const count = isMark(inner) ? 0 : entriesOf(inner).length
    const open = count > 0 && (depth < opening.openTo && count <= FOLDED) !== opening.toggled.has(own)
    lines.push({ path: own, name, value: inner, depth, open, children: count || null, more: 0 })
    if (open) lines.push(...linesBelow(inner, { path: own, depth: depth + 1 }, opening))
  }
  if (entries.length > limit)
    lines.push({
      path: `${path}/…`,
      name: '',
      value: null,
      depth,
      open: false,
      children: null,
      more: entries.length - limit,
    })
  return lines
}

function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  if (Array.isArray(value)) return value.map((inner: Json, index) => [String(index), inner])
  return isObject(value) ? Object.entries(value) : []
}

function copied(value: Json): string {
  return typeof value === 'string' ? value : isMark(value) ? value.text : JSON.stringify(value, null, 2)
}

function Value({ value, open }: { readonly value: Json; readonly open: boolean }) {
  if (isMark(value)) return <MarkText mark={value} />
  if (Array.isArray(value))
    return <span class="json-shape">{value.length === 0 ? '[]' : open ? `[${lengthOf(value)}]` : preview(value)}</span>
  if (isObject(value))
    return <span class="json-shape">{Object.keys(value).length === 0 ? '{}' : open ? '' : preview(value)}</span>
  if (typeof value === 'string') return <Text value={value} />
  return <span class="json-plain">{String(value)}</span>
}

/** A text; a long one is cut until one asks for all of it. */
function Text({ value }: { readonly value: string }) {
  const whole = useSignal(false)
  if (whole.value || value.length <= LONG) return <span class="json-string">{JSON.stringify(value)}</span>
  return (
    <span class="json-string">
      {JSON.stringify(value.slice(0, LONG)).slice(0, -1)}…{' '}
      <button
        type="button"
        class="button bare link inline"
        onClick={(event) => {
          event.stopPropagation()
          whole.value = true
        }}
      >
        Show all {value.length.toLocaleString()} characters
      </button>
    </span>
  )
}

/** What stands in for a value that JSON cannot carry: what it was, and what becomes of it. */
function MarkText({ mark }: { readonly mark: Mark }) {
  const meaning = MARKS[mark.$tl]
  return (
    <span class="json-mark" title={meaning}>
      {mark.text || mark.$tl} <span class="mark-why">{meaning}</span>
    </span>
  )
}

/** The beginning of a closed object or list on one line. */
function preview(value: Json): string {
  const text = JSON.stringify(value, (_key, inner: unknown) => (isMark(inner) ? `‹${inner.$tl}›` : inner)) ?? ''
  return text.length > 90 ? `${text.slice(0, 90)}…` : text
}
