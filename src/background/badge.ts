/** The toolbar button of each tab: a number that says what failed or waits, its colour, and the same in words. */
import { FAILED, PENDING } from '../core/item'
import { sumOf } from '../core/query/queue'
import { pendingSince, type Summary } from '../core/query/summary'
import { vendorOf } from '../providers/registry'
import type { Glance } from './recorders'

/** What the button shows: `text` is a few characters at the most, empty for nothing. */
export interface Badge {
  readonly text: string
  readonly tone: 'failed' | 'pending' | 'stopped'
  /** What it means, in words: the tooltip, and what a screen reader says. */
  readonly title: string
}

/** What the buttons need. Times are milliseconds. */
export interface BadgesOptions {
  readonly glance: (tab: number) => Glance
  /** `before` is what the button shows now; null where that is not known. Each call to the browser costs the worker. */
  readonly show: (tab: number, badge: Badge, before: Badge | null) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Runs something after so many milliseconds; returns how to call it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}

/** The buttons of all tabs. */
export interface Badges {
  /** Something about the tab may have changed. */
  changed(tab: number): void
  /** The tab's page was left: browsers take what was set for it off the button. */
  left(tab: number): void
  /** The tab was closed. */
  closed(tab: number): void
  /** What is counted has changed for all tabs. */
  allChanged(): void
}

/** Four updates a second at the most. */
const PACE = 250
/** What is sent at once is no news: only what has been pending for so long is shown. */
const PATIENCE = 2000
/** What is pending may go out of sight though nothing more happens. */
const AGAIN = 15_000

/** The button of a tab whose summary is this, where so many items have been pending for a while. */
export function badgeOf(found: Summary, pending: number): Badge {
  const { failed, held } = found
  const title = titleOf(found)
  // The stop comes first: it is the reason why nothing else may be read from the numbers.
  if (held.length > 0) return { text: 'stop', tone: 'stopped', title }
  if (failed > 0) return { text: short(failed), tone: 'failed', title }
  return { text: pending > 0 ? short(pending) : '', tone: 'pending', title }
}

function short(count: number): string {
  return count < 1000 ? `${count}` : count < 100_000 ? `${Math.floor(count / 1000)}k` : '99k+'
}

function titleOf({ trackers, counts, held }: Summary): string {
  const nameOf = (vendor: string) => vendorOf(vendor)?.name ?? vendor
  const parts: string[] = []
  if (held.length > 0) parts.push(`stop in force for ${held.map(nameOf).join(', ')}`)
  for (const [count, word] of [
    [sumOf(counts, FAILED), 'failed'],
    [sumOf(counts, PENDING), 'pending'],
    [counts.unknown, 'unknown'],
    [counts.delivered, 'delivered'],
  ] as const)
    if (count > 0) parts.push(`${count} ${word}`)
  const names = [...new Set(trackers.map(({ vendor, status }) => `${nameOf(vendor)} ${status}`))]
  if (parts.length + names.length === 0) return 'Tracklens'
  return `Tracklens: ${[...parts, ...names].join(', ')}`
}

/** No button shows anything yet. */
export function createBadges({ glance, show, now, after }: BadgesOptions): Badges {
  /** By tab: what is shown, since when, and how the next look is called off. */
  const buttons = new Map<number, { shown: Badge | null; at: number; due: number; stop: (() => void) | null }>()

  function look(tab: number) {
    const button = buttons.get(tab)
    if (!button) return
    button.stop = null
    const { state, summary } = glance(tab)
    const at = now()
    const { count, next } = pendingSince(state, summary, at - PATIENCE)
    const badge = badgeOf(summary, count)
    const { shown } = button
    if (shown?.text !== badge.text || shown.tone !== badge.tone || shown.title !== badge.title) {
      button.shown = badge
      button.at = at
      show(tab, badge, shown)
    }
    if (next !== null) plan(tab, Math.max(next + PATIENCE, button.at + PACE))
    else if (summary.pending > 0) plan(tab, at + AGAIN)
  }

  /** Looks at that time, unless it looks sooner anyway. */
  function plan(tab: number, due: number) {
    const button = buttons.get(tab) ?? { shown: null, at: Number.NEGATIVE_INFINITY, due: 0, stop: null }
    buttons.set(tab, button)
    if (button.stop && button.due <= due) return
    button.stop?.()
    button.due = due
    button.stop = after(Math.max(0, due - now()), () => look(tab))
  }

  const changed = (tab: number) => plan(tab, Math.max(now(), (buttons.get(tab)?.at ?? 0) + PACE))

  return {
    changed,
    allChanged: () => [...buttons.keys()].forEach(changed),
    left(tab) {
      const button = buttons.get(tab)
      if (button) button.shown = null
    },
    closed(tab) {
      buttons.get(tab)?.stop?.()
      buttons.delete(tab)
    },
  }
}
