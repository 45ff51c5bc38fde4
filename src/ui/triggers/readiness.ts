/** Which tracker the triggers act on, and what pressing each of them would do to it now. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { CommandName } from '../../core/contract/offer'
import type { Vendor } from '../../core/contract/vendor'
import type { State, Tracker } from '../../core/state'
import { type Ready, readyOf, targetOf } from './commands'
import type { RunningTriggers } from './running-triggers'

/** What may be pressed in one panel. */
export class Readiness {
  readonly #vendors: readonly Vendor[]
  readonly #dead: ReadonlySignal<boolean>

  /** The tracker that triggers act on. */
  readonly target: ReadonlySignal<Tracker | null>
  /** Ids of the vendors that Tracklens holds back in this tab. */
  readonly held: ReadonlySignal<readonly string[]>

  /** `chosen` is the id of the tracker that the person chose. */
  constructor(
    state: ReadonlySignal<State>,
    vendors: readonly Vendor[],
    { dead, ordered }: Pick<RunningTriggers, 'dead' | 'ordered'>,
    chosen: ReadonlySignal<string | null>,
  ) {
    this.#vendors = vendors
    this.#dead = dead
    this.target = computed(() => targetOf(state.value, chosen.value))
    this.held = computed(() => {
      const held = new Set([...ordered.value].flatMap(([vendor, on]) => (on ? [vendor] : [])))
      for (const document of state.value.documents.values())
        if (!document.left) for (const vendor of document.held) held.add(vendor)
      return [...held]
    })
  }

  /** A vendor by its id. */
  vendor(id: string | undefined): Vendor | null {
    return this.#vendors.find((vendor) => vendor.id === id) ?? null
  }

  /** A vendor's name; the id of one that is not known. */
  nameOf(id: string): string {
    return this.vendor(id)?.name ?? id
  }

  /** What pressing a trigger would do now. */
  of(name: CommandName, tracker: Tracker | null): Ready {
    const held = tracker !== null && this.held.value.includes(tracker.vendor)
    return readyOf(name, tracker, this.vendor(tracker?.vendor), { dead: this.#dead.value, held })
  }
}
