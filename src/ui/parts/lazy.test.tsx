// @vitest-environment happy-dom
/** A part that is fetched when it is first shown: once, with a word meanwhile, and with what to do where it fails. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lazy } from './lazy'

let root: HTMLElement

beforeEach(() => {
  root = document.createElement('div')
})
afterEach(() => {
  act(() => render(null, root))
})

it('says that it is loading, shows what came, and fetches it once', async () => {
  const fetch = vi.fn(async () => ({ word }: { word: string }) => <b>{word}</b>)
  const Part = lazy('The part', fetch)
  act(() => render(<Part word="one" />, root))
  expect(root.querySelector('[role=status]')?.textContent).toBe('The part is loading …')
  await vi.waitFor(() => expect(root.innerHTML).toBe('<b>one</b>'))
  act(() => render(null, root))
  act(() => render(<Part word="two" />, root))
  expect(root.innerHTML).toBe('<b>two</b>')
  expect(fetch).toHaveBeenCalledOnce()
})

it('stands over the panel until a dialog has come: a bar in which its button is does not grow', async () => {
  const Part = lazy('The part', async () => () => <b>here</b>, 'dialog')
  act(() => render(<Part />, root))
  expect(root.querySelector('[role=status]')?.classList).toContain('over')
  await vi.waitFor(() => expect(root.innerHTML).toBe('<b>here</b>'))
})

it('says what to do where it does not come, and tries again when it is shown anew', async () => {
  const fetch = vi.fn(async () => () => <b>here</b>).mockRejectedValueOnce(new Error('gone'))
  const Part = lazy('The part', fetch)
  act(() => render(<Part />, root))
  await vi.waitFor(() => expect(root.querySelector('[role=alert]')?.textContent).toMatch(/could not be loaded.*Close/))
  act(() => render(null, root))
  act(() => render(<Part />, root))
  await vi.waitFor(() => expect(root.innerHTML).toBe('<b>here</b>'))
})
