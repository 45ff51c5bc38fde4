/** What becomes of settings taken along: saved as a file, read from one, put back to how they were at first. */
import type { Json } from '../../core/json'
import { saveFile } from '../../ui/browser/save-file'
import { putPlan } from '../../ui/store/plan'
import { readSettings, writeSettings } from '../../ui/store/settings-file'
import type { Store } from '../../ui/store/store'
import type { Declared } from './declared'

/** Says what was done, with a way back. */
function say(store: Store, text: string, back: () => void): void {
  const run = () => {
    back()
    store.notice.value = null
  }
  store.notice.value = { kind: 'info', text, action: { label: 'Undo', run } }
}

/** Makes the declared answers exactly these. */
function declare(declared: Declared, wanted: Declared['list']['value']): void {
  const has = (list: typeof wanted, { host, answers }: (typeof wanted)[number]) =>
    list.some((each) => each.host === host && each.answers === answers)
  const now = declared.list.peek()
  for (const each of now) if (!has(wanted, each)) declared.put(each, false)
  for (const each of wanted) if (!has(now, each)) declared.put(each, true)
}

/** Saves them all as a file, where wished with the plan in force. */
export function saveSettings(store: Store, declared: Declared, withPlan: boolean): void {
  const plan = store.plan.peek()
  const text = writeSettings({
    preferences: store.preferences.value.peek(),
    accepted: declared.list.peek(),
    plan: plan && withPlan ? (plan.plan as unknown as Json) : null,
  })
  saveFile(text, 'tracklens-settings.json', 'application/json')
}

/** Puts those of a file in force; gives what is wrong with it in a sentence, else null. */
export async function takeSettings(store: Store, declared: Declared, file: File): Promise<string | null> {
  const text = await file.text().catch((error: unknown) => ({ why: String(error) }))
  if (typeof text !== 'string') return `${file.name} cannot be read: ${text.why}`
  const found = readSettings(text)
  if ('problem' in found) return `${file.name}: ${found.problem}`
  const kept = found.plan === null ? null : (await import('../../plan')).loadStored(found.plan)
  const left = [...found.left, ...(found.plan !== null && kept === null ? ['the tracking plan'] : [])]
  const [before, answers, planBefore] = [store.preferences.value.peek(), declared.list.peek(), store.plan.peek()]
  store.preferences.change(found.preferences)
  if (found.accepted) declare(declared, found.accepted)
  if (kept) putPlan(store, kept, '')
  const but = left.length === 0 ? '' : ` Not understood, and left out: ${left.join(', ')}.`
  say(store, `The settings of ${file.name} are in force${kept ? ', its tracking plan too' : ''}.${but}`, () => {
    store.preferences.change(before)
    declare(declared, answers)
    if (kept) putPlan(store, planBefore, '')
  })
  return null
}

/** Puts all but the plans back to how they were at first. */
export function forgetSettings(store: Store, declared: Declared): void {
  const answers = declared.list.peek()
  const back = store.preferences.reset()
  declare(declared, [])
  say(store, 'All settings were reset. Tracking plans stay.', () => {
    back()
    declare(declared, answers)
  })
}
