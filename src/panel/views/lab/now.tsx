/**
 * The state at this place in the sequence: who, which session, what is queued, what waits, what is stored; what just
 * changed stands out.
 */

import type { ComponentChildren } from 'preact'
import type { Json } from '../../../core/json'
import { counted } from '../../../core/text'
import { deliveryOf, type Frame } from '../../../lab/bench'
import type { ModelView } from '../../../lab/model'
import { CopyButton } from '../../../ui/parts/copy'
import { DeliveryMark } from '../../../ui/parts/delivery'
import { IdKind } from '../../../ui/parts/id-kind'
import { clockTime, customerText, duration, fullTime } from '../../../ui/parts/text'
import { Tree } from '../../../ui/parts/tree'
import type { LabStore } from './lab-store'
import type { Real } from './real'
import { OpenRequest } from './request'
import './now.css'
import './pairs.css'

/** The state after the last step, and the one before it; null at the beginning. */
interface Frames {
  readonly frame: Frame<unknown>
  readonly before: Frame<unknown> | null
}

/** Whether what is read from a frame changed by the last step. */
function changedSince(before: Frames['before'], frame: Frames['frame']) {
  return (read: (frame: Frame<unknown>) => unknown): boolean =>
    before !== null && JSON.stringify(read(before)) !== JSON.stringify(read(frame))
}

/** Everything that the model lets one see. */
export function Now({ lab, real }: { readonly lab: LabStore; readonly real: Real }) {
  const frame = lab.frame.value
  const before = lab.before.value
  const { view } = frame
  const changed = changedSince(before, frame)
  const waiting = frame.requests.filter(({ request, answer }) => answer === null && view.inFlight.includes(request.id))
  return (
    <section class="lab-now" aria-label="State">
      <Facts frame={frame} before={before} />
      <Part title="Customer" changed={changed((f) => f.view.customer)}>
        <Ids vendor={lab.model.value.vendor} view={view} />
        <p class="quiet">
          Push token: {view.pushToken === null ? 'none' : <code class="break">{view.pushToken}</code>}
          {changed((f) => f.view.pushToken) && <Changed />}
        </p>
      </Part>
      {lab.model.value.operations.some(({ method }) => /session/i.test(method)) && (
        <Part title="Session" changed={changed((f) => f.view.session)}>
          <p>{sessionText(frame)}</p>
        </Part>
      )}
      {view.content && (
        <Part title="Messages" changed={changed((f) => f.view.content)}>
          <p>
            {view.content.loadedFor === null
              ? 'No in-app messages, content blocks or app inbox are loaded.'
              : `In-app messages, content blocks and app inbox are loaded for ${view.content.loadedFor}.`}
          </p>
          <p class="quiet">On the screen: {view.content.shown.join(', ') || 'nothing'}.</p>
        </Part>
      )}
      {waiting.length > 0 && (
        <Part title={`Waiting for an answer (${waiting.length})`} changed={changed((f) => f.view.inFlight)}>
          <ul class="lab-list" aria-label="Waiting for an answer">
            {waiting.map((sent) => (
              <OpenRequest key={sent.request.id} lab={lab} real={real} sent={sent} />
            ))}
          </ul>
        </Part>
      )}
      <Part title={`Queue (${view.queue.length})`} changed={changed((f) => f.view.queue)}>
        {view.queue.length === 0 ? <p class="quiet">Empty: nothing waits to be sent.</p> : <Queue view={view} />}
      </Part>
      <Part title={`Items (${frame.items.length})`} changed={changed((f) => f.items.length)}>
        {frame.items.length === 0 ? (
          <p class="quiet">Nothing was tracked yet.</p>
        ) : (
          <Items frame={frame} before={before} />
        )}
      </Part>
      {Object.keys(view.defaultProperties).length > 0 && (
        <Part title="Default properties" changed={changed((f) => f.view.defaultProperties)}>
          <Tree value={view.defaultProperties} label="Default properties" />
        </Part>
      )}
      <Part title={`Stored on the device (${Object.keys(frame.stored).length})`} changed={changed((f) => f.stored)}>
        {Object.keys(frame.stored).length === 0 ? (
          <p class="quiet">Nothing.</p>
        ) : (
          <Tree value={frame.stored as Json} label="Stored on the device" openTo={0} />
        )}
      </Part>
    </section>
  )
}

/** In a word each: the SDK, the app, the network, and what time it is there. */
function Facts({ frame, before }: Frames) {
  const { view } = frame
  const changed = changedSince(before, frame)
  return (
    <div class="lab-facts">
      <Fact
        name="SDK"
        value={view.status}
        tone={view.status === 'running' ? 'good' : 'warn'}
        changed={changed((f) => f.view.status)}
      />
      <Fact
        name="App"
        value={view.app}
        tone={view.app === 'active' ? 'good' : 'warn'}
        changed={changed((f) => f.view.app)}
      />
      <Fact
        name="Network"
        value={view.online ? 'online' : 'offline'}
        tone={view.online ? 'good' : 'bad'}
        changed={changed((f) => f.view.online)}
      />
      <Fact name="Clock" value={fullTime(frame.at).slice(0, 19)} changed={changed((f) => f.at)} />
    </div>
  )
}

/** What waits in the SDK to be sent. */
function Queue({ view }: { readonly view: ModelView }) {
  return (
    <ol class="lab-list" aria-label="Queue">
      {view.queue.map((item) => (
        <li key={item.id} class="lab-entry">
          <span class="ellipsis">
            <strong>{item.name}</strong> <span class="quiet">as {customerText(item.customer)}</span>
          </span>
          {item.tries > 0 && <span class="tone-warn">{counted(item.tries, 'failed try', 'failed tries')}</span>}
        </li>
      ))}
    </ol>
  )
}

/** Everything tracked so far; what the last step added, or brought further, stands out. */
function Items({ frame, before }: Frames) {
  const known = new Set(before?.items.map(({ item }) => item.id))
  const was = new Map(before?.items.map((tracked) => [tracked.item.id, deliveryOf(before, tracked)]))
  return (
    <table class="lab-items" aria-label="Items">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Name</th>
          <th scope="col">Customer</th>
          <th scope="col">Delivery</th>
        </tr>
      </thead>
      <tbody>
        {frame.items.map((tracked) => {
          const { item, at } = tracked
          const delivery = deliveryOf(frame, tracked)
          const fresh = before !== null && (!known.has(item.id) || was.get(item.id) !== delivery)
          return (
            <tr key={item.id} class={fresh ? 'changed' : undefined}>
              <td class="nums">{clockTime(item.timestamp === null ? at : item.timestamp * 1000)}</td>
              <td class="ellipsis" title={item.name}>
                {item.name}
              </td>
              <td class="ellipsis" title={customerText(item.customer)}>
                {customerText(item.customer)}
              </td>
              <td>
                <DeliveryMark delivery={delivery} why={tracked.text} />
                {fresh && <span class="hidden"> (changed)</span>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Changed() {
  return (
    <span class="lab-changed" title="Changed by the last step">
      changed
    </span>
  )
}

function Part({
  title,
  changed,
  children,
}: {
  readonly title: string
  readonly changed: boolean
  readonly children: ComponentChildren
}) {
  return (
    <section class={changed ? 'lab-state changed' : 'lab-state'} aria-label={title.replace(/ \(\d+\)$/, '')}>
      <h3>
        {title}
        {changed && <Changed />}
      </h3>
      {children}
    </section>
  )
}

function Fact({
  name,
  value,
  tone,
  changed,
}: {
  readonly name: string
  readonly value: string
  readonly tone?: string
  readonly changed: boolean
}) {
  return (
    <span class={changed ? 'lab-fact changed' : 'lab-fact'}>
      <span class="quiet">{name}</span> <span class={tone ? `tone-${tone}` : 'nums'}>{value}</span>
      {changed && <span class="hidden"> (changed)</span>}
    </span>
  )
}

/** What the project's own settings say of its IDs is known; what they leave open is as open as on a page. */
function Ids({ vendor, view: { customer, hardIds = [] } }: { readonly vendor: string; readonly view: ModelView }) {
  const ids = [
    ...Object.entries(customer.hard).map(([name, value]) => ({ name, value, hard: true })),
    ...Object.entries(customer.soft).map(([name, value]) => ({ name, value, hard: false })),
  ]
  if (ids.length === 0) return <p class="quiet">Nobody: no customer exists on this device.</p>
  return (
    <dl class="lab-pairs">
      {ids.map(({ name, value, hard }) => (
        <div key={name}>
          <dt>
            {name} <IdKind vendor={hardIds.includes(name) ? '' : vendor} name={name} hard={hard} />
          </dt>
          <dd>
            <span class="copyable">
              <code class="break">{value}</code>
              <CopyButton bare label={`Copy ${name}`} text={() => value} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function sessionText({ view, at }: Frame<unknown>): string {
  const { active, startedAt, endedAt } = view.session
  if (!active || startedAt === null) return 'None.'
  const left = endedAt === null ? '' : `; in the background since ${clockTime(endedAt)}`
  return `Open since ${clockTime(startedAt)} (${duration(at - startedAt)})${left}.`
}
