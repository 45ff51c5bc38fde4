/** What the shop sells, the shopper, and the cart: kept in the browser, as in any small shop's demo. */

/** A tea that is sold. */
export interface Product {
  readonly id: string
  readonly name: string
  readonly kind: 'green' | 'black' | 'herbal'
  /** Euros for 100 g. */
  readonly price: number
  readonly text: string
  /** The colours of the tin: body and label. */
  readonly tin: readonly [string, string]
}

/** All teas, in the order of the shop's front page. */
export const PRODUCTS: readonly Product[] = [
  {
    id: 'sencha',
    name: 'Sencha Morning',
    kind: 'green',
    price: 9.5,
    text: 'Bright and grassy, first flush, steamed the same day.',
    tin: ['#3f7d58', '#dff0d8'],
  },
  {
    id: 'genmaicha',
    name: 'Genmaicha',
    kind: 'green',
    price: 7.9,
    text: 'Green leaf with toasted rice. Popcorn, in the best way.',
    tin: ['#7a8f3c', '#f3efcf'],
  },
  {
    id: 'assam',
    name: 'Assam Breakfast',
    kind: 'black',
    price: 6.8,
    text: 'Malty and brisk. Takes milk, takes no prisoners.',
    tin: ['#8a3b2a', '#f6dcc9'],
  },
  {
    id: 'darjeeling',
    name: 'Darjeeling Terrace',
    kind: 'black',
    price: 12.4,
    text: 'Muscatel and mountain air from a single garden.',
    tin: ['#b2722f', '#fbeecb'],
  },
  {
    id: 'earlgrey',
    name: 'Earl Grey Blue',
    kind: 'black',
    price: 8.2,
    text: 'Ceylon with cold-pressed bergamot and cornflowers.',
    tin: ['#33568a', '#dbe7f8'],
  },
  {
    id: 'linden',
    name: 'Linden Blossom',
    kind: 'herbal',
    price: 5.9,
    text: 'Honey-sweet flowers, for the hour before sleep.',
    tin: ['#c79a2b', '#fff3cf'],
  },
  {
    id: 'rooibos',
    name: 'Rooibos Orange',
    kind: 'herbal',
    price: 6.4,
    text: 'Red bush, orange peel, a little clove.',
    tin: ['#b8502b', '#fde3d3'],
  },
  {
    id: 'mint',
    name: 'Mountain Mint',
    kind: 'herbal',
    price: 5.2,
    text: 'Two mints and lemon balm. Cold or hot.',
    tin: ['#2b8a7e', '#d6f2ec'],
  },
]

/** A customer who has an account. */
export interface Shopper {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Seconds since 1970. */
  readonly since: number
  readonly club: string | null
}

/** A tea in the cart; `quantity` counts tins. */
export interface Line {
  readonly product: Product
  readonly quantity: number
}

/** What was bought; `total` is in euros. */
export interface Order {
  readonly id: string
  readonly lines: readonly Line[]
  readonly total: number
}

/** The product with this id; undefined where there is none. */
export const productOf = (id: string | null): Product | undefined => PRODUCTS.find((product) => product.id === id)

/** A price in euros, for people. */
export const euros = (amount: number): string => amount.toLocaleString('en-GB', { style: 'currency', currency: 'EUR' })

function kept<T>(key: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? otherwise
  } catch {
    return otherwise
  }
}

/** The lines of the cart. */
export function cart(): readonly Line[] {
  return Object.entries(kept<Record<string, number>>('shop.cart', {})).flatMap(([id, quantity]) => {
    const product = productOf(id)
    return product ? [{ product, quantity }] : []
  })
}

/** Sets how much of a product is in the cart; 0 takes it out. */
export function putInCart(product: Product, quantity: number): void {
  const lines = Object.fromEntries(cart().map((line) => [line.product.id, line.quantity]))
  lines[product.id] = quantity
  localStorage.setItem(
    'shop.cart',
    JSON.stringify(Object.fromEntries(Object.entries(lines).filter(([, count]) => count > 0))),
  )
}

/** Empties the cart. */
export const emptyCart = (): void => localStorage.removeItem('shop.cart')

/** The order that the cart makes. */
export function orderOf(lines: readonly Line[]): Order {
  const total = lines.reduce((sum, line) => sum + line.product.price * line.quantity, 0)
  return { id: `T-${Date.now().toString(36).toUpperCase()}`, lines, total: Math.round(total * 100) / 100 }
}

/** Who is logged in; null for a guest. */
export const shopper = (): Shopper | null => kept<Shopper | null>('shop.shopper', null)

/** Remembers who is logged in. */
export function setShopper(someone: Shopper | null): void {
  if (someone) localStorage.setItem('shop.shopper', JSON.stringify(someone))
  else localStorage.removeItem('shop.shopper')
}
