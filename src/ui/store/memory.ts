/** What the panel remembers on this machine, and of private windows only as long as the panel is open. */
import type { Json } from '../../core/json'
import type { Memory } from './host'

/** The browser's storage on the disk. */
export interface Disk {
  get(name: string): Promise<Readonly<Record<string, unknown>>>
  set(items: Record<string, Json>): Promise<void>
}

/**
 * A memory over the disk. `isPrivate` is asked once, at the first use, whether the tab is in a private window: then
 * nothing that is written leaves this page. Where that cannot be known, it is taken for private. What the disk does not
 * take lasts as long as this page, and `refused` is told why.
 */
export function createMemory(disk: Disk, isPrivate: () => Promise<boolean>, refused: (error: unknown) => void): Memory {
  const here = new Map<string, Json>()
  let asked: Promise<boolean> | null = null
  const apart = () => {
    asked ??= isPrivate().catch(() => true)
    return asked
  }
  return {
    async read(name) {
      await apart()
      return here.has(name) ? here.get(name) : ((await disk.get(name))[name] as Json | undefined)
    },
    async write(name, value) {
      here.set(name, value)
      if (await apart()) return
      await disk.set({ [name]: value }).then(() => here.get(name) === value && here.delete(name), refused)
    },
  }
}
