// @vitest-environment happy-dom
/** What a button opens: by the button, by Escape and by a press elsewhere it closes, and the button says so. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { usePopovers } from '../../testing/popovers'
import { usePopover } from './popover'

usePopovers()

let root: HTMLElement

function Sheet({ stays = false }) {
  const popover = usePopover<HTMLDivElement>('sheet', 'below', { stays })
  return (
    <>
      <button type="button" {...popover.button}>
        Open
      </button>
      {popover.open && (
        <div role="dialog" {...popover.sheet}>
          <button type="button" onClick={popover.close}>
            Done
          </button>
        </div>
      )}
    </>
  )
}

beforeEach(() => {
  root = document.createElement('div')
  document.body.append(root)
  act(() => render(<Sheet />, root))
})
afterEach(() => {
  act(() => render(null, root))
  root.remove()
})

const button = (): HTMLButtonElement => root.querySelector('button') as HTMLButtonElement
const sheet = (): HTMLElement | null => root.querySelector('#sheet')
const press = (key: string, at: Element) =>
  act(async () => void at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))

it('opens and closes by its button, which says whether it is open', async () => {
  await act(async () => button().click())
  expect(sheet()?.getAttribute('popover')).toBe('auto')
  expect(button().getAttribute('aria-expanded')).toBe('true')
  await act(async () => void button().dispatchEvent(new Event('pointerdown', { bubbles: true })))
  await act(async () => button().click())
  expect(sheet()).toBeNull()
  expect(button().getAttribute('aria-expanded')).toBe('false')
})

it('closes at Escape, of which nobody outside hears while it is open', async () => {
  const heard = vi.fn()
  document.addEventListener('keydown', heard)
  await act(async () => button().click())
  await press('ArrowDown', button())
  expect(heard).toHaveBeenCalledOnce()
  await press('Escape', button())
  expect(sheet()).toBeNull()
  expect(heard).toHaveBeenCalledOnce()
  document.removeEventListener('keydown', heard)
})

it('closes at a press elsewhere and at its own word', async () => {
  await act(async () => button().click())
  await act(async () => void document.body.dispatchEvent(new Event('pointerdown', { bubbles: true })))
  expect(sheet()).toBeNull()
  await act(async () => button().click())
  await act(async () => sheet()?.querySelector('button')?.click())
  expect(sheet()).toBeNull()
})

it('stays open at a press elsewhere where it is read meanwhile, and closes at Escape and by its button', async () => {
  act(() => render(<Sheet stays />, root))
  await act(async () => button().click())
  expect(sheet()?.getAttribute('popover')).toBe('manual')
  await act(async () => void document.body.dispatchEvent(new Event('pointerdown', { bubbles: true })))
  expect(sheet()).not.toBeNull()
  await press('Escape', button())
  expect(sheet()).toBeNull()
  await act(async () => button().click())
  await act(async () => button().click())
  expect(sheet()).toBeNull()
})
