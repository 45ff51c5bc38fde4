/**
 * The panel's frame: tabs found in `views/`, the actions on the log, the place in time, the chosen view, the status
 * line.
 */
// biome-ignore-all lint/a11y/noStaticElementInteractions: the whole panel takes dropped files
import { useSignal } from '@preact/signals'
import { Component, type ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { FIND } from '../../ui/browser/find'
import { openFiles } from '../../ui/browser/open-files'
import { isField } from '../../ui/parts/keys'
import { lazy } from '../../ui/parts/lazy'
import type { Store } from '../../ui/store/store'
import { Toolbar } from '../../ui/triggers/toolbar'
import type { View } from '../view'
import { keepFocus } from './kept-focus'
import { LogActions } from './log-actions'
import { OpeningBar } from './opening'
import { StatusLine } from './status-line'
import { TimeBar } from './time-bar'
import '../../ui/parts/badge.css'
import '../../ui/parts/code.css'
import '../../ui/parts/empty.css'
import './frame.css'

const Shortcuts = lazy<{ readonly onClose: () => void }>(
  'The sheet of keys',
  async () => (await import('./shortcuts')).Shortcuts,
  'dialog',
)

/** Stands for a view, and is no tab. */
const SETTINGS = 'settings'

const Settings = lazy<{ readonly store: Store; readonly onClose: () => void }>(
  'Settings',
  async () => (await import('../settings/settings')).Settings,
)

const VIEWS: readonly View[] = Object.values(
  import.meta.glob<View>('../views/*/view.tsx', { eager: true, import: 'view' }),
).sort((a, b) => a.order - b.order)

/** The panel: top bar, time bar, triggers, the chosen view and the status line. `views` are those found in `views/`. */
export function Frame({ store, views = VIEWS }: { readonly store: Store; readonly views?: readonly View[] }) {
  const dropping = useSignal(false)
  const keys = useSignal(false)
  /** The view to which the settings lead back. */
  const before = useRef(store.view.value)
  const settings = store.view.value === SETTINGS
  if (!settings) before.current = store.view.value
  const chosen = views.find((view) => view.id === before.current) ?? views[0]
  const openSettings = () => {
    store.view.value = SETTINGS
  }
  const leaveSettings = () => {
    store.view.value = before.current
    document.querySelector<HTMLElement>('button[aria-label=Settings]')?.focus()
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isField(event.target)) {
        event.preventDefault()
        keys.value = true
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return
      if (event.key === ',') openSettings()
      if (event.key.toLowerCase() !== 'l') return
      if (store.mode.value === 'live') return
      event.preventDefault()
      store.goLive()
    }
    const onFind = (event: Event) => store.show({ filter: String((event as CustomEvent<unknown>).detail) })
    addEventListener('keydown', onKey)
    addEventListener(FIND, onFind)
    addEventListener('click', keepFocus)
    return () => {
      removeEventListener('keydown', onKey)
      removeEventListener(FIND, onFind)
      removeEventListener('click', keepFocus)
    }
  }, [store])
  return (
    <div
      class={`frame${dropping.value ? ' dropping' : ''} ${store.preferences.value.value.density}`}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        dropping.value = true
      }}
      onDragLeave={() => {
        dropping.value = false
      }}
      onDrop={(event) => {
        dropping.value = false
        // A view may have taken it.
        if (event.defaultPrevented) return
        event.preventDefault()
        void openFiles(store, [...(event.dataTransfer?.files ?? [])])
      }}
    >
      <header class="bar">
        <Tabs store={store} views={views} chosen={chosen} open={!settings} />
        <LogActions store={store} onSettings={settings ? leaveSettings : openSettings} />
        {store.recording.value === null && <Toolbar store={store} />}
      </header>
      <TimeBar store={store} />
      <OpeningBar store={store} />
      <NoticeBar store={store} />
      {settings && <Settings store={store} onClose={leaveSettings} />}
      {chosen && !settings && (
        <div class="view" role="tabpanel" id={`view-${chosen.id}`} aria-labelledby={`tab-${chosen.id}`}>
          <Fence key={chosen.id}>
            <chosen.Component store={store} />
          </Fence>
        </div>
      )}
      <StatusLine store={store} />
      {keys.value && <Shortcuts onClose={() => (keys.value = false)} />}
    </div>
  )
}

function Tabs({
  store,
  views,
  chosen,
  open,
}: {
  readonly store: Store
  readonly views: readonly View[]
  readonly chosen: View | undefined
  /** Whether the chosen one is shown. */
  readonly open: boolean
}) {
  const list = useRef<HTMLDivElement>(null)
  const go = (index: number) => {
    const view = views[(index + views.length) % views.length]
    if (!view) return
    store.view.value = view.id
    list.current?.querySelector<HTMLElement>(`#tab-${view.id}`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = chosen ? views.indexOf(chosen) : 0
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: views.length - 1 }[event.key]
    if (target === undefined) return
    event.preventDefault()
    go(target)
  }
  return (
    <div role="tablist" aria-label="Tracklens views" class="tabs" ref={list} onKeyDown={onKeyDown}>
      {views.map((view) => {
        const badge = view.badge?.(store) ?? null
        return (
          <button
            key={view.id}
            type="button"
            role="tab"
            class="tab"
            id={`tab-${view.id}`}
            aria-label={view.title}
            aria-selected={open && view === chosen}
            aria-controls={open && view === chosen ? `view-${view.id}` : undefined}
            tabIndex={view === chosen ? 0 : -1}
            onClick={() => {
              store.view.value = view.id
            }}
          >
            {view.short ? (
              <>
                <span class="whole">{view.title}</span>
                <span class="short">{view.short}</span>
              </>
            ) : (
              view.title
            )}
            {badge !== null && badge > 0 && <span class="badge">{badge > 999 ? '999+' : badge}</span>}
          </button>
        )
      })}
    </div>
  )
}

function NoticeBar({ store }: { readonly store: Store }) {
  const notice = store.notice.value
  return (
    <div role={notice?.kind === 'error' ? 'alert' : 'status'} class={notice ? `notice ${notice.kind}` : 'hidden'}>
      {notice && (
        <>
          <span class="grow">{notice.text}</span>
          {notice.action && (
            <button type="button" class="button" onClick={notice.action.run}>
              {notice.action.label}
            </button>
          )}
          <button
            type="button"
            class="button bare"
            onClick={() => {
              store.notice.value = null
            }}
          >
            Dismiss
          </button>
        </>
      )}
    </div>
  )
}

/** Keeps a view that fails from taking the panel with it. */
class Fence extends Component<{ readonly children: ComponentChildren }, { readonly failed: string | null }> {
  override state = { failed: null }

  static override getDerivedStateFromError(error: unknown): { readonly failed: string } {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }

  override render() {
    if (this.state.failed === null) return this.props.children
    return (
      <div class="empty" role="alert">
        <h2>This view failed</h2>
        <p>What was recorded is safe: export it, then open another tab or try this one again.</p>
        <pre class="code">{this.state.failed}</pre>
        <button type="button" class="button" onClick={() => this.setState({ failed: null })}>
          Try again
        </button>
      </div>
    )
  }
}
