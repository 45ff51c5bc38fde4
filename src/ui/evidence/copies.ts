/** Whether what is copied is masked, and copying in that way. The mask itself is loaded when something is copied. */
import { type Signal, signal } from '@preact/signals'
import type { Json, JsonObject } from '../../core/json'
import type { Store } from '../store/store'
import type { Subject } from './leaving'

/** The name under which the choice is remembered. */
const REMEMBERED = 'copies'
const known = new WeakMap<Store, Signal<boolean>>()

/** Whether personal values are masked in what is copied: until somebody says otherwise, they are. */
export function copiesMasked(store: Store): Signal<boolean> {
  const before = known.get(store)
  if (before) return before
  const masked = signal(true)
  known.set(store, masked)
  void store.memory?.read(REMEMBERED).then((value) => {
    if (value === 'as they are') masked.value = false
  })
  return masked
}

/** Says how copies are made from now on, here and in later panels. */
export function setCopiesMasked(store: Store, masked: boolean): void {
  copiesMasked(store).value = masked
  store.memory?.write(REMEMBERED, masked ? 'masked' : 'as they are')
}

/** Text made of something that was observed, masked as copies are; secrets are never in it. */
export async function copied<T>(store: Store, value: T, write: (value: T) => string): Promise<string> {
  const personal = !copiesMasked(store).peek()
  const { copyOf } = await import('./leaving')
  return write(copyOf(store, value, personal))
}

/**
 * A part of what was observed as JSON, masked in its place. `whole` has nothing but the part in it, as deep as its
 * `place` has names: names may be masked, too.
 */
export async function copiedPart<T>(
  store: Store,
  whole: T,
  place: readonly string[],
  within: (masked: T) => Json,
): Promise<string> {
  return copied(store, whole, (masked) => {
    const part = place.reduce<Json>((value, _step) => Object.values(value as JsonObject)[0] ?? null, within(masked))
    return JSON.stringify(part, null, 2)
  })
}

/** A ticket, masked as copies are. */
export async function copiedTicket(
  store: Store,
  subject: Subject,
  form: 'markdown' | 'jira' = 'markdown',
): Promise<string> {
  const personal = !copiesMasked(store).peek()
  const { ticketOf } = await import('./leaving')
  return ticketOf(store, subject, form, personal)
}
