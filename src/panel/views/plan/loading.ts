/** How a plan comes into the tab: from files or text, with what is wrong, lost or asked on the way. */

import { type Signal, signal } from '@preact/signals'
import { counted } from '../../../core/text'
import { loadPlan } from '../../../plan'
import type { Conversion, SourceFile } from '../../../plan/convert'
import type { Columns } from '../../../plan/readers/columns'
import { putPlan } from '../../../ui/store/plan'
import type { Store } from '../../../ui/store/store'

/** What a store's tab remembers while others are looked at. */
export interface PlanRoom {
  /** What was wrong, lost or is asked; null where nothing is. */
  readonly outcome: Signal<Conversion | null>
  /** Files whose columns are asked for. */
  readonly asking: Signal<readonly SourceFile[]>
  readonly pasting: Signal<boolean>
  readonly pasted: Signal<string>
  /** The row whose items are listed, by its key. */
  readonly open: Signal<string | null>
}

const rooms = new WeakMap<Store, PlanRoom>()

/** The room of a store. */
export function roomOf(store: Store): PlanRoom {
  const known = rooms.get(store)
  if (known) return known
  const room: PlanRoom = {
    outcome: signal(null),
    asking: signal([]),
    pasting: signal(false),
    pasted: signal(''),
    open: signal(null),
  }
  rooms.set(store, room)
  return room
}

/** Whether a dropped file may be a plan: recordings of traffic are HARs and archives, and the panel's own to open. */
export function isPlanFile({ name }: Pick<File, 'name'>): boolean {
  return !/\.(?:z?har|zip|gz)$/i.test(name)
}

/** The largest file that may be a plan, in bytes. */
const LARGEST = 16 * 1024 * 1024

/** Reads files that a person chose or dropped. */
export async function loadFiles(store: Store, files: readonly File[]): Promise<void> {
  const room = roomOf(store)
  const large = files.find(({ size }) => size > LARGEST)
  if (large) {
    room.outcome.value = { wrong: `${large.name} is larger than 16 MB: that is not a tracking plan.`, problems: [] }
    return
  }
  try {
    const { textOf } = await import('../../../files/read/text')
    const texts = files.map(async (file) => ({
      name: file.name,
      text: textOf(new Uint8Array(await file.arrayBuffer())),
    }))
    await load(store, await Promise.all(texts))
  } catch {
    room.outcome.value = { wrong: 'The file could not be read. Is it still there?', problems: [] }
  }
}

/** Reads texts, and puts the plan that they are in force. `columns` answers what was asked of a sheet. */
export async function load(store: Store, files: readonly SourceFile[], columns?: Columns): Promise<void> {
  const room = roomOf(store)
  // The readers of all formats are more code than the tab, and used once.
  const { convert } = await import('../../../plan/convert')
  const read = convert(files, columns === undefined ? {} : { columns })
  room.asking.value = 'headers' in read ? files : []
  room.outcome.value = 'plan' in read && read.losses.length === 0 ? null : read
  if (!('plan' in read)) return
  room.pasting.value = false
  room.pasted.value = ''
  room.open.value = null
  const { plan } = read
  const count = plan.events.length
  putPlan(store, loadPlan(plan), `“${plan.name}” is in force: ${counted(count, 'event')} planned.`)
}
