// @vitest-environment happy-dom
/** The settings page as a person works it: from the bar and by key, each list with its form, a file out and in. */

import { render } from 'preact'
import { act } from 'preact/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Json } from '../core/json'
import { opened } from '../testing/page-story'
import { usePopovers } from '../testing/popovers'
import { story } from '../testing/story'
import { button, remembering, root, section, useStage } from '../testing/view-stage'
import { readSettings } from '../ui/store/settings-file'
import type { Store } from '../ui/store/store'
import { Frame } from './frame/frame'
import { view as events } from './views/events/view'
// Fetched when it is first shown: it is here already.
import './settings/settings'

useStage()
usePopovers()

const press = (name: RegExp, within?: Element) => act(() => button(name, within).click())
const key = (name: string, on: Element = document.body) =>
  act(() => void on.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })))
const settings = () => root.querySelector('[role=region][aria-label=Settings]')
/** Types into the field of this label in a section. */
function type(part: string, label: string, text: string): void {
  const field = [...section(part).querySelectorAll('label')].find((each) => each.textContent?.startsWith(label))
  const input = field?.querySelector<HTMLInputElement | HTMLSelectElement>('input, select')
  if (!input) throw new Error(`no ${label} in ${section(part).textContent}`)
  input.value = text
  act(() => void input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true })))
}
const submit = (part: string) =>
  act(
    () =>
      void section(part)
        .querySelector('form')
        ?.dispatchEvent(new Event('submit', { cancelable: true })),
  )
const problem = (part: string) => section(part).querySelector('.problem')?.textContent?.trim() ?? ''

async function panel(kept: Record<string, Json> = {}) {
  const { store } = remembering(story().tell('d', opened()), kept)
  act(() => render(<Frame store={store} views={[events]} />, root))
  await vi.waitFor(() => expect(root.textContent).toMatch(/Nothing tracked|No tracking/))
  press(/^Settings$/)
  await vi.waitFor(() => expect(settings()).toBe(document.activeElement))
  return { store, kept }
}
const preferences = (store: Store) => store.preferences.value.peek()

describe('the settings', () => {
  it('open from the bar and by their key, close by Escape, and the focus is where it was', async () => {
    const { store } = await panel()
    expect(document.activeElement).toBe(settings())
    const leave = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    const heard = vi.fn()
    document.addEventListener('keydown', heard)
    act(() => void settings()?.dispatchEvent(leave))
    document.removeEventListener('keydown', heard)
    // The developer tools would open their drawer.
    expect(heard).not.toHaveBeenCalled()
    expect(settings()).toBeNull()
    expect(document.activeElement).toBe(button(/^Settings$/))
    expect(store.view.value).toBe('events')
    key(',')
    expect(settings()).not.toBeNull()
    press(/^Events$/)
    expect(settings()).toBeNull()
  })

  it('density and the form of times hold at once, and are the same as beside the filter', async () => {
    const { store } = await panel()
    act(() => section('List').querySelectorAll<HTMLInputElement>('input[name=density]')[1]?.click())
    expect(preferences(store).density).toBe('compact')
    expect(root.querySelector('.frame')?.className).toContain('compact')
    act(() => section('List').querySelectorAll<HTMLInputElement>('input[name=time]')[2]?.click())
    expect(preferences(store).time).toBe('since')
  })

  it('a collector of one’s own says what is wrong with it, and can be removed', async () => {
    const { store, kept } = await panel()
    const part = 'Collectors of your own'
    type(part, 'Vendor', 'bloomreach')
    const tries: readonly (readonly [string, string, RegExp])[] = [
      ['', '', /Write host and path/],
      ['ftp://t.shop.test/x', '', /send to http or https/],
      ['t.shop.test/x?y=1', '', /Leave out/],
      ['t.shop.test/bulk', '', /recognised by this path on any host/],
      ['t.shop.test/collect', '/v1/t', /This is not a path of Bloomreach Engagement’s.*\/bulk/],
    ]
    for (const [address, path, says] of tries) {
      type(part, 'Host', address)
      type(part, 'Stands for', path)
      submit(part)
      expect(problem(part)).toMatch(says)
      expect(preferences(store).collectors).toEqual([])
    }
    type(part, 'Host', 'https://t.shop.test/collect/')
    type(part, 'Stands for', '')
    submit(part)
    expect(problem(part)).toBe('')
    const made = [{ vendor: 'bloomreach', address: 't.shop.test/collect', path: '/bulk' }]
    expect(preferences(store).collectors).toEqual(made)
    expect(kept.preferences).toMatchObject({ collectors: made })
    press(/^Remove: t\.shop\.test\/collect$/)
    expect(preferences(store).collectors).toEqual([])
    expect(document.activeElement).toBe(settings())
  })

  it('declared answers are those of this machine, said to the tab, and taken back with an undo', async () => {
    const { store, kept } = await panel({ declared: [{ host: 'old.test', answers: 'other' }] })
    const part = 'Answers that count as accepted'
    await vi.waitFor(() => expect(section(part).textContent).toMatch(/old\.test/))
    type(part, 'Host', 'gate.test/path')
    submit(part)
    expect(problem(part)).toMatch(/a host alone/)
    type(part, 'Host', 'https://gate.test:8443')
    type(part, 'Answers', 'denial')
    submit(part)
    expect(store.incoming.state.value.accepted).toEqual([{ host: 'gate.test:8443', answers: 'denial' }])
    await vi.waitFor(() => expect(kept.declared).toHaveLength(2))
    press(/^Take back: gate\.test:8443$/)
    expect(store.incoming.state.value.accepted).toEqual([])
    act(() => store.notice.value?.action?.run())
    expect(section(part).textContent).toMatch(/gate\.test:8443/)
    expect(store.incoming.state.value.accepted).toHaveLength(1)
  })

  it('a rule is muted for the site or everywhere, and heard again', async () => {
    const { store } = await panel()
    const part = 'Muted rules'
    type(part, 'Rule', 'any-http-error')
    submit(part)
    type(part, 'Where', '')
    submit(part)
    submit(part)
    expect(preferences(store).muted.map(({ site }) => site)).toEqual([expect.stringMatching(/\./), null])
    expect(section(part).textContent).toMatch(/everywhere/)
    press(/^Unmute/, section(part))
    press(/^Unmute/, section(part))
    expect(preferences(store).muted).toEqual([])
  })

  it('a filter is saved under a name, if it is one', async () => {
    const { store } = await panel()
    const part = 'Saved filters'
    submit(part)
    expect(problem(part)).toMatch(/Write a filter/)
    type(part, 'Filter', 'is:nonsense')
    submit(part)
    expect(problem(part)).toMatch(/is:nonsense/)
    type(part, 'Filter', 'is:failed')
    type(part, 'Name', 'Broken')
    submit(part)
    expect(preferences(store).saved).toEqual([{ name: 'Broken', text: 'is:failed' }])
    press(/^Forget: Broken$/)
    expect(preferences(store).saved).toEqual([])
  })

  it('what is exported is imported, and what was before comes back by the undo', async () => {
    const { store } = await panel()
    act(() => {
      store.preferences.change({ density: 'compact', saved: [{ name: 'A', text: 'a' }] })
      store.preferences.used('jane@shop.test')
    })
    const exported = await saves(() => press(/^Export settings$/))
    expect(exported).not.toContain('jane@shop.test')
    press(/^Reset all settings$/)
    expect(preferences(store)).toMatchObject({ density: 'comfortable', saved: [] })
    expect(store.notice.value?.action?.label).toBe('Undo')
    act(() => store.notice.value?.action?.run())
    expect(preferences(store).saved).toHaveLength(1)
    act(() => store.preferences.change({ density: 'comfortable', saved: [] }))
    await choose('mine.json', exported)
    expect(store.notice.value?.text).toBe('The settings of mine.json are in force.')
    expect(preferences(store)).toMatchObject({ density: 'compact', saved: [{ name: 'A', text: 'a' }] })
    act(() => store.notice.value?.action?.run())
    expect(preferences(store)).toMatchObject({ density: 'comfortable', saved: [] })
  })

  it('what is no settings file changes nothing and says why', async () => {
    const { store } = await panel()
    const before = preferences(store)
    const tries: readonly (readonly [string, RegExp])[] = [
      ['{', /x\.json: This is not JSON/],
      ['{"tracklens": 1}', /not settings of Tracklens.*Open…/],
      ['{"tracklens-settings": 2}', /Its form is 2.*update Tracklens/],
    ]
    for (const [text, says] of tries) {
      await choose('x.json', text)
      expect(problem('Take them along')).toMatch(says)
    }
    expect(preferences(store)).toBe(before)
  })
})

/** The text of the file that this saves. */
async function saves(act: () => void): Promise<string> {
  let saved = new Blob()
  // Not by a mock of the module: files share what they have loaded, and one before may have loaded it.
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved = blob as Blob
    return 'blob:x'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  act()
  return saved.text()
}

/** Chooses a file to import, and waits until something was made of it. */
async function choose(name: string, text: string): Promise<void> {
  const field = root.querySelector<HTMLInputElement>('[aria-label="Settings to import"]')
  if (!field) throw new Error('no way to import')
  const says = () => [root.querySelector('.notice')?.textContent, problem('Take them along')].join()
  const before = says()
  Object.defineProperty(field, 'files', { value: [new File([text], name)], configurable: true })
  act(() => void field.dispatchEvent(new Event('change', { bubbles: true })))
  // An earlier notice may go meanwhile: what is made of the file names it.
  await vi.waitFor(() => {
    expect(says()).not.toBe(before)
    expect(says()).toContain(name)
  })
}

describe('readSettings', () => {
  it('names what it does not understand, and keeps the rest', () => {
    const read = readSettings(
      JSON.stringify({
        'tracklens-settings': 1,
        density: 'huge',
        saved: [{ name: 'A', text: 'a' }, { name: 1 }],
        accepted: [{ host: 'h', answers: 'maybe' }],
      }),
    )
    expect(read).toMatchObject({
      preferences: { saved: [{ name: 'A', text: 'a' }] },
      left: ['the density of rows', '1 of 2 saved filters', '1 of 1 declared answers'],
    })
  })
})
