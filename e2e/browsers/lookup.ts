/**
 * Finding elements as people do, by role and accessible name, inside any page of any browser. The functions here run in
 * the page.
 */

/** What to look for: a CSS selector, or an ARIA role with an accessible name; `within` narrows it to another find. */
export interface Lookup {
  readonly css?: string
  readonly role?: string
  /** The whole name, spaces collapsed. */
  readonly name?: string
  /** A regular expression that the name must match, instead of `name`. */
  readonly pattern?: string
  readonly within?: Lookup
}

/** A selector, or a lookup. */
export type Target = string | Lookup

/** The lookup of a target. */
export function lookupOf(target: Target): Lookup {
  return typeof target === 'string' ? { css: target } : target
}

/** A lookup in words, for error messages. */
export function inWords(lookup: Lookup): string {
  const name = lookup.name ? `"${lookup.name}"` : lookup.pattern ? `/${lookup.pattern}/` : ''
  const own = lookup.css ?? `${lookup.role ?? 'element'} ${name}`.trim()
  return lookup.within ? `${own} in ${inWords(lookup.within)}` : own
}

/**
 * All visible elements that match, in document order. Runs in the page as text: it may refer to nothing outside itself.
 * Covers the roles and the naming rules that this project's pages use (ARIA attributes, labels, contents, titles).
 */
export function findAll(lookup: Lookup): Element[] {
  const IMPLICIT: Record<string, string> = {
    button: 'button, summary, input[type=button], input[type=submit]',
    link: 'a[href]',
    textbox:
      'textarea, input:not([type]), input[type=text], input[type=email], ' +
      'input[type=url], input[type=tel], input[type=password]',
    searchbox: 'input[type=search]',
    spinbutton: 'input[type=number]',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    combobox: 'select',
    dialog: 'dialog[open]',
    heading: 'h1, h2, h3, h4, h5, h6',
    table: 'table',
    row: 'tr',
    cell: 'td',
    list: 'ul, ol',
    listitem: 'li',
    main: 'main',
    region: 'section[aria-label], section[aria-labelledby]',
    complementary: 'aside',
    contentinfo: 'footer',
    navigation: 'nav',
    status: 'output',
    form: 'form',
    group: 'fieldset, details',
    option: 'option',
    progressbar: 'progress',
  }
  const squeeze = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
  const contents = (node: Node): string => {
    if (node.nodeType === 3) return node.textContent ?? ''
    if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true' || node.hasAttribute('hidden'))
      return ''
    if (node.tagName === 'STYLE' || node.tagName === 'SCRIPT') return ''
    const label = node.getAttribute('aria-label') ?? (node.tagName === 'IMG' ? node.getAttribute('alt') : null)
    return label ?? [...node.childNodes].map(contents).join('')
  }
  const nameOf = (element: Element): string => {
    const by = element.getAttribute('aria-labelledby')
    const root = element.getRootNode() as Document
    if (by)
      return squeeze(
        by
          .split(/\s+/)
          .map((id) => contents(root.getElementById(id) ?? document.createElement('i')))
          .join(' '),
      )
    const label = squeeze(element.getAttribute('aria-label'))
    if (label) return label
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : []
    if (labels.length > 0)
      return squeeze(
        labels.map((one) => [...one.childNodes].map((n) => (n === element ? '' : contents(n))).join('')).join(' '),
      )
    if (element instanceof HTMLInputElement && ['button', 'submit'].includes(element.type))
      return squeeze(element.value)
    const legend =
      element.tagName === 'FIELDSET'
        ? element.querySelector('legend')
        : element.tagName === 'DETAILS'
          ? element.querySelector('summary')
          : null
    if (legend) return squeeze(contents(legend))
    const field = element.matches('input, textarea, select')
    const text = field ? '' : squeeze([...element.childNodes].map(contents).join(''))
    return text || squeeze(element.getAttribute('title')) || squeeze(element.getAttribute('placeholder'))
  }
  const roots: ParentNode[] = lookup.within ? findAll(lookup.within) : [document]
  const implicit = lookup.role ? IMPLICIT[lookup.role] : undefined
  const selector = lookup.css ?? `[role~="${lookup.role}"]${implicit ? `, ${implicit}` : ''}`
  const pattern = lookup.pattern === undefined ? null : new RegExp(lookup.pattern)
  return roots
    .flatMap((root) => [...root.querySelectorAll(selector)])
    .filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) && element.tagName !== 'OPTION') return false
      if (
        lookup.role &&
        element.hasAttribute('role') &&
        !element.getAttribute('role')?.split(/\s+/).includes(lookup.role)
      )
        return false
      if (lookup.role && element.closest('[aria-hidden=true], [inert]')) return false
      if (lookup.name !== undefined) return nameOf(element) === lookup.name
      return pattern === null || pattern.test(nameOf(element))
    })
}
