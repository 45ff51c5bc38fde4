/**
 * The accessibility tree of a part of a document, computed as browsers do (ARIA in HTML, the naming rules of AccName
 * 1.2), as far as our pages use roles and names.
 */

/** One element that assistive technology is told of. */
export interface Node {
  readonly role: string
  readonly name: string
  readonly element: Element
}

/** The roles that elements have by themselves; a selector each, the first that fits. */
const IMPLICIT: readonly (readonly [selector: string, role: string])[] = [
  ['button, summary, input[type=button], input[type=submit], input[type=file]', 'button'],
  ['a[href]', 'link'],
  ['input[type=checkbox]', 'checkbox'],
  ['input[type=radio]', 'radio'],
  ['input[type=search]', 'searchbox'],
  ['input[type=number]', 'spinbutton'],
  ['input[type=range]', 'slider'],
  ['textarea, input', 'textbox'],
  ['select', 'combobox'],
  ['option', 'option'],
  ['h1, h2, h3, h4, h5, h6', 'heading'],
  ['table', 'table'],
  ['ul, ol', 'list'],
  ['aside', 'complementary'],
  ['body > footer', 'contentinfo'],
  ['section[aria-label], section[aria-labelledby]', 'region'],
  ['nav', 'navigation'],
  ['dialog', 'dialog'],
  ['fieldset, details', 'group'],
  ['output', 'status'],
  ['img, svg[aria-label]', 'img'],
]

/** Roles that take their name from what stands in them. */
const NAMED_BY_CONTENTS = new Set([
  ...['button', 'link', 'checkbox', 'radio', 'heading', 'tab', 'option', 'row', 'gridcell', 'columnheader'],
  ...['menuitem', 'menuitemcheckbox', 'treeitem', 'switch', 'rowheader', 'cell'],
])

/** Everything with a role under an element, in the order of the document; what is hidden from all is left out. */
export function treeOf(root: Element): readonly Node[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const role = roleOf(element)
    return role === null || isHidden(element) ? [] : [{ role, name: nameOf(element, role), element }]
  })
}

/** The role; null where it has none worth telling. */
function roleOf(element: Element): string | null {
  const given = element.getAttribute('role')
  if (given) return given === 'presentation' || given === 'none' ? null : given
  return IMPLICIT.find(([selector]) => element.matches(selector))?.[1] ?? null
}

function isHidden(element: Element): boolean {
  return (
    element.closest('[hidden], [aria-hidden=true], dialog:not([open]), details:not([open]) > :not(summary)') !== null
  )
}

const squeezed = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

/** The accessible name, in the order that AccName gives: labelledby, label, the element's own way, contents, title. */
function nameOf(element: Element, role: string): string {
  const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '')
  const said = [
    () => labels.map((id) => squeezed(element.ownerDocument.getElementById(id)?.textContent)).join(' '),
    () => squeezed(element.getAttribute('aria-label')),
    () => ownWay(element),
    () => (NAMED_BY_CONTENTS.has(role) || element.matches('summary') ? squeezed(contentsOf(element)) : ''),
    () => squeezed(element.getAttribute('title')),
    () => squeezed(element.getAttribute('placeholder')),
  ]
  for (const way of said) {
    const name = way()
    if (name !== '') return name
  }
  return ''
}

/** What only some elements have: a label, a legend, a caption, an alternative text. */
function ownWay(element: Element): string {
  if (element.matches('img')) return squeezed(element.getAttribute('alt'))
  if (element.matches('fieldset')) return squeezed(element.querySelector(':scope > legend')?.textContent)
  if (element.matches('table')) return squeezed(element.querySelector(':scope > caption')?.textContent)
  if (!element.matches('input, select, textarea')) return ''
  const around = element.closest('label')
  const label = around ?? (element.id && element.ownerDocument.querySelector(`label[for="${element.id}"]`)) ?? null
  return label ? squeezed(contentsOf(label, element)) : ''
}

/** The text of what stands in an element, pictures by their names; without `but` and what is hidden. */
function contentsOf(element: Element, but: Element | null = null): string {
  return [...element.childNodes]
    .map((node) => {
      if (node.nodeType === 3) return node.textContent ?? ''
      if (!(node instanceof Element) || node === but || node.matches('[hidden], [aria-hidden=true]')) return ''
      const label = node.getAttribute('aria-label')
      return label ?? ` ${contentsOf(node, but)} `
    })
    .join('')
}
