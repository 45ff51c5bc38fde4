// @vitest-environment happy-dom
/** How text is copied where the browser keeps its clipboard from the panel, as developer tools do. */
import { afterEach, expect, it, vi } from 'vitest'
import { copyText } from './copy'

afterEach(() => {
  vi.restoreAllMocks()
  document.body.textContent = ''
})

it.each(['div', 'dialog'])(
  'by a selection within what can be selected: from a %s, whose focus comes back',
  async (tag) => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'))
    const around = document.createElement(tag)
    const from = document.createElement('button')
    around.append(from)
    document.body.append(around)
    from.focus()
    let copied = ''
    document.execCommand = () => {
      const field = around.querySelector('textarea') ?? document.body.querySelector(':scope > textarea')
      if (field instanceof HTMLTextAreaElement && (tag === 'div' || around.contains(field))) copied = field.value
      field?.dispatchEvent(new FocusEvent('blur'))
      ;(field as HTMLElement | null)?.focus()
      return true
    }
    expect([await copyText('words'), copied, document.activeElement === from]).toEqual([true, 'words', true])
  },
)
