/** Keys and chords in the words of the driver interface, as WebDriver key actions. */

const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
  Space: ' ',
}

/** One key action. */
export interface KeyAction {
  readonly type: 'keyDown' | 'keyUp'
  readonly value: string
}

/** The actions of a key or chord such as `Control+Shift+A`. Throws on a name that it does not know. */
export function chord(keys: string): readonly KeyAction[] {
  const names = keys === '+' ? ['+'] : keys.split('+')
  const values = names.map((name) => {
    const value = KEYS[name] ?? (name.length === 1 ? name : undefined)
    if (value === undefined) throw new Error(`unknown key "${name}" in "${keys}"`)
    return value
  })
  return [
    ...values.map((value) => ({ type: 'keyDown' as const, value })),
    ...[...values].reverse().map((value) => ({ type: 'keyUp' as const, value })),
  ]
}

/** The actions that type a text. */
export function typing(text: string): readonly KeyAction[] {
  return [...text].flatMap((value) => [
    { type: 'keyDown' as const, value },
    { type: 'keyUp' as const, value },
  ])
}
