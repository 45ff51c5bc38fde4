/** What a screen reader and a keyboard meet of a part of a page: its parts by role and name, and its faults. */
import { treeOf } from './accessible'

/** What people steer by: everything but single rows, cells, words and buttons. */
const PARTS = new Set([
  ...['complementary', 'contentinfo', 'dialog', 'grid', 'group', 'heading', 'list', 'listbox', 'region'],
  ...['search', 'searchbox', 'separator', 'table', 'tablist', 'tabpanel', 'toolbar', 'tree'],
])
/** Parts of these kinds tell nothing without a name. */
const NAMED = new Set(['complementary', 'dialog', 'grid', 'listbox', 'region', 'table', 'tablist', 'toolbar', 'tree'])
const CONTROLS = 'button, input, select, textarea, a[href], summary, [tabindex], [role=tab], [role=option]'

/** What is wrong with the controls and headings of a part. */
export function faultsOf(part: Element): readonly string[] {
  const nodes = treeOf(part)
  const words = (element: Element) => element.outerHTML.slice(0, 160)
  const nameless = nodes.filter(
    ({ role, name, element }) => name === '' && (NAMED.has(role) || element.matches(CONTROLS)),
  )
  const levels = nodes.filter(({ role }) => role === 'heading').map(({ element }) => Number(element.tagName.slice(1)))
  const leaps = levels.filter((level, at) => level > (levels[at - 1] ?? 1) + 1)
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  const referred = [...part.querySelectorAll('*')].flatMap((element) =>
    // Nothing scrolls here: an active descendant may be a row that is not drawn.
    ['aria-controls', 'aria-labelledby', 'aria-describedby'].flatMap((name) =>
      (element.getAttribute(name) ?? '').split(' ').filter((id) => id !== '' && !ids.includes(id)),
    ),
  )
  // In these one place has the focus and the arrows do the rest: exactly one stop, or the whole has it.
  const composite = '[role=tablist], [role=toolbar], [role=grid], [role=tree], [role=listbox], [role=menu]'
  const unreachable = [...part.querySelectorAll(`${CONTROLS}, [role=treeitem]`)].filter(
    (control) =>
      control.getAttribute('tabindex') === '-1' &&
      control.matches('button, input, select, textarea, a[href], [role=tab], [role=option]') &&
      !control.closest(composite) &&
      !control.matches('input[type=file]'),
  )
  const stopless = [...part.querySelectorAll(composite)].filter(
    (whole) =>
      // A field has what completes it.
      !part.querySelector(`[aria-controls="${whole.id}"]`) &&
      !whole.matches('[tabindex="0"]') &&
      !whole.querySelector('[tabindex="0"], button:not([tabindex="-1"]), input'),
  )
  return [
    ...nameless.map(({ element }) => `no name: ${words(element)}`),
    ...leaps.map((level) => `a heading of level ${level} leaps: ${levels.join(' ')}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice the id ${id}`),
    ...referred.map((id) => `nothing has the id ${id}`),
    ...[...part.querySelectorAll('[tabindex]')]
      .filter((element) => Number(element.getAttribute('tabindex')) > 0)
      .map((element) => `an order of its own: ${words(element)}`),
    ...unreachable.map((control) => `no key leads to ${words(control)}`),
    ...stopless.map((whole) => `no key leads into ${words(whole)}`),
  ]
}

/** The parts by role and name, a heading with its level; of what is as long as the recording only the whole. */
export function partsOf(part: Element): readonly string[] {
  return treeOf(part).flatMap(({ role, name, element }) => {
    const whole = element.parentElement?.closest('[aria-label="Findings by rule"], [aria-label="Time axis"]')
    if (!PARTS.has(role) || whole || (name === '' && ['list', 'group'].includes(role))) return []
    return [`${role}${role === 'heading' ? element.tagName.slice(1) : ''} ${name}`.trim()]
  })
}
