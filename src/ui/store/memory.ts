/** What the panel remembers on this machine, and of private windows only as long as the panel is open. */
import type { Json } from '../../core/json'
import type { Memory } from './host'

/** The browser's storage on the disk. */
export interface Disk {
  get(name: string): Promise<Readonly<Record<string, unknown>>>
  set(items: Record<string, Json>): Promise<void>
  readonly onChanged: {
    addListener(heard: (changes: Readonly<Record<string, { readonly newValue?: unknown }>>) => void): void
  }
}

/**
 * A memory over the disk. `isPrivate` is asked at the first use whether the tab is in a private window: then nothing
 * that is written leaves this page. Where that cannot be known, it is taken for private until it is asked again, at the
 * next use: what was written meanwhile goes to the disk then. What the disk does not take lasts as long as this page,
 * and `refused` is told why.
 */
export function createMemory(disk: Disk, isPrivate: () => Promise<boolean>, refused: (error: unknown) => void): Memory {
  const here = new Map<string, Json>()
  let asked: Promise<boolean> | null = null
  const apart = () => {
    asked ??= isPrivate().catch(() => {
      asked = null
      return true
    })
    return asked
  }
  return {
    async read(name) {
      // Asked now, so that a write need not wait for it.
      void apart()
      return here.has(name) ? here.get(name) : ((await disk.get(name))[name] as Json | undefined)
    },
    async write(name, value) {
      here.set(name, value)
      if (await apart()) return
      const items = Object.fromEntries(here)
      await disk.set(items).then(() => {
        for (const [each, written] of Object.entries(items)) if (here.get(each) === written) here.delete(each)
      }, refused)
    },
    follow(name, changed) {
      disk.onChanged.addListener((changes) => {
        // What is not on the disk yet is newer.
        if (name in changes && !here.has(name)) changed(changes[name]?.newValue as Json | undefined)
      })
    },
  }
}
