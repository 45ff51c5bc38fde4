/** What the colours promise: contrast in light and dark, none but the tokens', and a focus that is always seen. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = path.join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(SRC, file), 'utf8').replace(/\/\*.*?\*\//gs, '')
const sheets = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, text: read(file) }))

/** Properties that a part of the code sets, by name. */
const SET = new Set(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => [...read(file).matchAll(/'--([\w-]+)'/g)].map(([, name]) => name)),
)

/** The tokens that are colours written as `#rrggbb`, by name; dark ones lie over the light ones. */
function coloursOf(theme: 'light' | 'dark'): Readonly<Record<string, string>> {
  const [light = '', dark = ''] = read('ui/styles/tokens.css').split('[data-theme="dark"]')
  const of = (text: string) => [...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex])
  return Object.fromEntries(theme === 'light' ? of(light) : [...of(light), ...of(dark)])
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast of two colours, 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['ground', 'ground-raised', 'ground-sunken', 'ground-odd', 'ground-hover', 'ground-chosen']
const TEXTS = [
  ...['text', 'text-quiet', 'accent', 'good', 'bad', 'warn', 'moving', 'waiting', 'held', 'string', 'plain'],
]
/** Each text on each ground on which it may stand. */
const PAIRS: readonly (readonly [text: string, ground: string])[] = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)),
  ...['bad', 'warn', 'held'].flatMap((tone) =>
    ['text', 'text-quiet', tone].map((text) => [text, `${tone}-ground`] as const),
  ),
  ['accent-text', 'accent'],
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const colours = coloursOf(theme)
  const colour = (name: string) => {
    const found = colours[name]
    if (!found) throw new Error(`no colour --${name}`)
    return found
  }
  const below = (pairs: typeof PAIRS, least: number) =>
    pairs.flatMap(([text, ground]) => {
      const ratio = contrast(colour(text), colour(ground))
      return ratio < least ? [`${text} on ${ground}: ${ratio.toFixed(2)}`] : []
    })

  it('every text has 4.5:1 on every ground', () => {
    expect(below(PAIRS, 4.5)).toEqual([])
  })

  it('the focus ring has 3:1 on every ground', () => {
    const grounds = [...GROUNDS, 'bad-ground', 'warn-ground', 'held-ground']
    expect(
      below(
        grounds.map((ground) => ['focus', ground] as const),
        3,
      ),
    ).toEqual([])
  })
})

it('measures as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

it('no sheet has a colour of its own, nor a token that there is not', () => {
  const tokens = new Set([...read('ui/styles/tokens.css').matchAll(/--([\w-]+):/g)].map(([, name]) => name))
  const odd = sheets.flatMap(({ file, text }) => {
    const own = new Set([...text.matchAll(/--([\w-]+):/g)].map(([, name]) => name))
    const colours = file.endsWith('tokens.css')
      ? []
      : (text.match(/#[0-9a-f]{3,8}\b(?=[\s;,)])|\b(?:rgb|hsl)a?\(/gi) ?? [])
    const unknown = [...text.matchAll(/var\(--([\w-]+)\)/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !tokens.has(name) && !own.has(name) && !SET.has(name))
    return [...colours, ...unknown].map((each) => `${file}: ${each}`)
  })
  expect(odd).toEqual([])
})

it('whoever takes the ring of the focus away gives another sign', () => {
  const without = sheets.flatMap(({ file, text }) =>
    /outline:\s*(?:none|0)\b/.test(text) && !/:focus[\w-]*[^{]*\{[^}]*(?:outline: 2px|background|stroke)/s.test(text)
      ? [file]
      : [],
  )
  expect(without).toEqual([])
})

describe('which rule wins', () => {
  const LAYERS = ['tokens', 'base', 'parts', 'frame', 'views']

  it.each(['panel/panel.html', 'popup/popup.html'])('is said in %s before any sheet', (page) => {
    const text = readFileSync(path.join(SRC, page), 'utf8')
    const said = text.indexOf(`@layer ${LAYERS.join(', ')};`)
    expect(said).toBeGreaterThan(text.indexOf('<style>'))
    expect(said).toBeLessThan(text.indexOf('<link'))
  })

  it('is decided by the layers: every sheet stands in one of them', () => {
    const outside = sheets.flatMap(({ file, text }) => {
      const [, layer = ''] = /^\s*@layer (\w+) \{.*\}\s*$/s.exec(text) ?? []
      return LAYERS.includes(layer) ? [] : [file]
    })
    expect(outside).toEqual([])
  })
})
