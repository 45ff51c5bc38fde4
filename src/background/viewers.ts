/** The panels that watch one tab's log: each gets what is safe, part by part, from where it stands. */
import type { WatchMessage } from '../link/messages'
import type { Pipe } from '../link/pipe'
import type { TabLog } from './log'

/** The panels of one tab. */
export interface Viewers {
  readonly size: number
  /** A panel watches from a position on; it hears at once, even where there is nothing to show. */
  add(pipe: Pipe, position: number): void
  remove(pipe: Pipe): void
  /** Everything before the position `end` is in the journal: only that is shown. */
  show(end: number): void
  /** The log began anew: everybody starts from its beginning, once it is shown by `showAnew`. */
  restart(log: TabLog): void
  /** Shows the new log up to a position, even where there is nothing in it. */
  showAnew(end: number): void
}

interface Viewer {
  readonly pipe: Pipe
  position: number
  busy: boolean
}

/** Nobody watches yet. All of `log` is in the journal; `schedule` runs something after what is already waiting. */
export function createViewers(log: TabLog, schedule: (run: () => void) => void): Viewers {
  const viewers = new Map<Pipe, Viewer>()
  let shown = log
  /** Positions before it are in the journal, so that no panel knows more than a restarted background. */
  let safe = log.next

  function pump(viewer: Viewer, evenNothing: boolean) {
    if (viewer.busy || (viewer.position >= safe && !evenNothing)) return
    const { first, facts, next } = shown.read(viewer.position, safe)
    // What has come in and is not in the journal yet comes later, and is known to be there.
    const message: WatchMessage = { type: 'log', log: shown.id, first, facts, more: next < shown.next }
    viewer.position = next
    try {
      viewer.pipe.send(message)
    } catch {
      viewers.delete(viewer.pipe)
      return
    }
    if (next >= safe) return
    viewer.busy = true
    schedule(() => {
      viewer.busy = false
      if (viewers.get(viewer.pipe) === viewer) pump(viewer, false)
    })
  }

  function show(end: number, evenNothing: boolean) {
    safe = Math.max(safe, end)
    for (const viewer of viewers.values()) pump(viewer, evenNothing)
  }

  return {
    get size() {
      return viewers.size
    },
    add(pipe, position) {
      const viewer: Viewer = { pipe, position, busy: false }
      viewers.set(pipe, viewer)
      pump(viewer, true)
    },
    remove: (pipe) => void viewers.delete(pipe),
    show: (end) => show(end, false),
    restart(fresh) {
      shown = fresh
      safe = 0
      for (const viewer of viewers.values()) viewer.position = 0
    },
    showAnew: (end) => show(end, true),
  }
}
