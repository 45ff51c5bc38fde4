/** Leads from an item to the place in the code that called: in the developer tools' Sources, or by the clipboard. */
import type { Item } from '../../../core/item'
import { callSite } from '../../../core/query/call-site'
import { openInSources } from '../../../ui/browser/sources'
import { copyText } from '../../../ui/parts/copy'
import type { Store } from '../../../ui/store/store'

/** Opens it where the browser can, else copies it, and says which. */
export function openCallSite(store: Store, { stack }: Pick<Item, 'stack'>): void {
  const site = stack === null ? null : callSite(stack)
  if (!site) {
    store.notice.value = { kind: 'error', text: 'This call has no place in a file: the browser names none.' }
    return
  }
  void openInSources(site).then(async (opened) => {
    if (opened === 'opened') return
    const text = `${site.url}:${site.line}:${site.column}`
    const done = await copyText(text)
    const why = opened === 'no way' ? 'This browser lets no panel open a file' : 'Sources has no such file'
    store.notice.value = done
      ? { kind: 'info', text: `${why}: copied ${text} instead.` }
      : { kind: 'error', text: `${why}. The call is at ${text}.` }
  })
}
