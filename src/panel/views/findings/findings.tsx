/**
 * The Findings tab: where the page departs from what the vendor documents, by rule, worst first, with what to do and
 * who says so.
 */

import { type Signal, useSignal } from '@preact/signals'
import { SEVERITIES, type Severity } from '../../../checks/check'
import type { Finding } from '../../../checks/findings'
import { counted } from '../../../core/text'
import { clipped, clippedSentence, visible } from '../../../files/write/plain'
import { copiedTicket } from '../../../ui/evidence/copies'
import { CopyButton } from '../../../ui/parts/copy'
import { Icon, type IconName } from '../../../ui/parts/icon'
import { clockTime, fullTime } from '../../../ui/parts/text'
import { Unfetched } from '../../../ui/parts/unfetched'
import { vendorName } from '../../../ui/parts/vendor'
import { countOf, type FindingGroup, findsWrongUser, heardOf } from '../../../ui/store/findings'
import { whyNothing } from '../../../ui/store/nothing'
import type { Store } from '../../../ui/store/store'
import type { ViewProps } from '../../view'
import { MuteButtons, Muted } from './muted'
import '../../../ui/parts/badge.css'
import '../../../ui/parts/empty.css'
import './findings.css'

/** How many findings of one rule are listed before one asks for more. */
const SHOWN = 20

const WORDS: Readonly<Record<Severity, { one: string; many: string; icon: IconName; tone: string }>> = {
  error: { one: 'error', many: 'errors', icon: 'cross', tone: 'tone-bad' },
  warning: { one: 'warning', many: 'warnings', icon: 'warning', tone: 'tone-warn' },
  note: { one: 'note', many: 'notes', icon: 'info', tone: 'tone-moving' },
}

/** Findings by rule, worst first, with switches for the severities and what is muted. */
export function Findings({ store }: ViewProps) {
  const { heard: groups, muted } = heardOf(store)
  const severity = useSignal<Severity | null>(null)
  const vendors = new Set(store.state.value.trackers.valueSeq().map((tracker) => tracker.vendor))
  const listed = severity.value === null ? groups : groups.filter(({ check }) => check.severity === severity.value)
  return (
    <div class="findings">
      <Severities groups={groups} chosen={severity} />
      {typeof store.rules.value === 'string' ? (
        <Unfetched name="The list of rules" failed={store.rules.value === 'failed'} />
      ) : groups.length === 0 ? (
        <Nothing store={store} muted={muted.length} />
      ) : listed.length === 0 ? (
        <p class="empty">No {WORDS[severity.value ?? 'error'].many}.</p>
      ) : (
        <ul class="finding-groups" aria-label="Findings by rule" onKeyDown={moveFocus}>
          {listed.map((group) => (
            <GroupPart key={group.check.id} store={store} group={group} named={vendors.size > 1} />
          ))}
        </ul>
      )}
      {muted.length > 0 && <Muted store={store} groups={muted} />}
    </div>
  )
}

/** A row of switches: all, or one severity. */
function Severities({
  groups,
  chosen,
}: {
  readonly groups: readonly FindingGroup[]
  readonly chosen: Signal<Severity | null>
}) {
  const total = groups.reduce((sum, { findings }) => sum + findings.length, 0)
  const choose = (severity: Severity | null) => () => {
    chosen.value = severity
  }
  return (
    <fieldset class="severities" aria-label="Severity">
      <button type="button" class="button" aria-pressed={chosen.value === null} onClick={choose(null)}>
        All {total.toLocaleString()}
      </button>
      {SEVERITIES.map((severity) => {
        const count = countOf(groups, severity)
        const words = WORDS[severity]
        return (
          <button
            key={severity}
            type="button"
            class="button"
            aria-pressed={chosen.value === severity}
            onClick={choose(severity)}
          >
            <span class={words.tone}>
              <Icon name={words.icon} />
            </span>
            {count.toLocaleString()} {count === 1 ? words.one : words.many}
          </button>
        )
      })}
    </fieldset>
  )
}

function GroupPart({
  store,
  group,
  named,
}: {
  readonly store: Store
  readonly group: FindingGroup
  readonly named: boolean
}) {
  const { check, findings } = group
  const open = useSignal(check.severity === 'error' || findsWrongUser(check))
  const limit = useSignal(SHOWN)
  const words = WORDS[check.severity]
  const body = `finding-${check.id}`
  return (
    <li class="finding-group">
      <h2>
        <button
          type="button"
          class="finding-head"
          data-stop
          aria-expanded={open.value}
          aria-controls={open.value ? body : undefined}
          onClick={() => {
            open.value = !open.value
          }}
        >
          <span class={open.value ? 'finding-twist open' : 'finding-twist'}>
            <Icon name="chevron" />
          </span>
          <span class={words.tone}>
            <Icon name={words.icon} />
            <span class="hidden">{words.one}: </span>
          </span>
          <span class="finding-title">{check.title}</span>
          <span class="badge" title={ofItems(findings)}>
            {findings.length.toLocaleString()}
          </span>
          <span class="quiet finding-items">{ofItems(findings)}</span>
          {check.certainty === 'heuristic' && <span class="finding-tag">heuristic</span>}
          {named && check.vendor !== null && <span class="quiet ellipsis">{vendorName(check.vendor)}</span>}
        </button>
      </h2>
      {open.value && (
        <div id={body} class="finding-body">
          <p>{check.advice}</p>
          <p class="quiet">
            {check.certainty === 'heuristic' ? 'A guess that rests on: ' : 'Source: '}
            {check.source}
          </p>
          <ul class="finding-list" aria-label={check.title}>
            {findings.slice(0, limit.value).map((finding) => (
              <FindingPart key={finding.subject} store={store} finding={finding} />
            ))}
          </ul>
          <MuteButtons store={store} rule={check.id} title={check.title} />
          {findings.length > limit.value && (
            <button
              type="button"
              class="button"
              data-stop
              onClick={() => {
                limit.value += SHOWN * 5
              }}
            >
              Show more of {findings.length.toLocaleString()}
            </button>
          )}
        </div>
      )}
    </li>
  )
}

/** How many items findings are about: one item may be found more than once. */
function ofItems(findings: readonly Finding[]): string {
  const items = new Set(findings.flatMap((finding) => finding.items)).size
  return items === 0 ? '' : counted(items, 'item')
}

/** One finding: when, what, and the way to the items it is about. */
function FindingPart({ store, finding }: { readonly store: Store; readonly finding: Finding }) {
  const moment = finding.subject.startsWith('moment ')
    ? store.state.value.moments.get(Number(finding.subject.slice(7)))
    : undefined
  const rest = finding.items.length - 3
  return (
    <li>
      <span class="nums quiet" title={fullTime(finding.at)}>
        {clockTime(finding.at)}
      </span>
      <Sentence text={finding.text} />
      <span class="finding-links">
        {finding.items.slice(0, 3).map((n) => (
          <button
            key={n}
            type="button"
            class="button bare link"
            data-stop
            title={`Show “${clipped(store.state.value.items.get(n)?.name ?? '')}” in Events`}
            onClick={() => store.showItem(n)}
          >
            Item {n}
          </button>
        ))}
        {rest > 0 && <span class="quiet">and {rest.toLocaleString()} more</span>}
        {moment && (
          <button
            type="button"
            class="button bare link"
            data-stop
            title="Show every view as it was just after this"
            onClick={() => store.travelTo(moment.fact + 1)}
          >
            <Icon name="clock" /> Go to this moment
          </button>
        )}
        <CopyButton bare short="Ticket" label="Copy finding for ticket" text={() => copiedTicket(store, finding)} />
        <CopyButton bare short="Jira" label="Copy finding for Jira" text={() => copiedTicket(store, finding, 'jira')} />
      </span>
    </li>
  )
}

/** What was found: long names in it are cut until one asks for all, and what steers in them must not turn the rest. */
function Sentence({ text }: { readonly text: string }) {
  const whole = useSignal(false)
  const all = visible(text)
  const short = clippedSentence(all)
  if (whole.value || short === all) return <span class="break">{all}</span>
  return (
    <span class="break">
      {short}{' '}
      <button
        type="button"
        class="button bare link"
        data-stop
        onClick={() => {
          whole.value = true
        }}
      >
        Show all
      </button>
    </span>
  )
}

/** `muted`: so many rules found something and are not heard. */
function Nothing({ store, muted }: ViewProps & { readonly muted: number }) {
  const { items, trackers } = store.state.value
  const rules = store.checks.value.length - muted
  const count = items.size - Math.min(items.size, store.hiddenBelow.value)
  return (
    <div class="empty">
      <h2>
        {muted > 0 ? 'No findings but muted ones' : count > 0 || trackers.size > 0 ? 'No findings' : 'Nothing to check'}
      </h2>
      <p>
        {count > 0
          ? `${count.toLocaleString()} ${count === 1 ? 'item agrees' : 'items agree'} with what the ` +
            `vendors document, as far as ${muted > 0 ? 'the other ' : ''}${rules} rules can tell.`
          : store.recording.value !== null
            ? whyNothing(store, false)
            : `As soon as something is tracked, ${rules} rules are applied to it.`}
      </p>
    </div>
  )
}

/** Up and down go from one heading or link to the next, beside Tab. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')]
  const focused = document.activeElement
  const at = focused instanceof HTMLElement ? stops.indexOf(focused) : -1
  const next = stops[at + step]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}
