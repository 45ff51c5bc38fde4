/** The cart: what is in it, and the way to the checkout. */
import { show, tracking } from '../frame'
import { cart, euros, orderOf, type Product, putInCart } from '../goods'

function draw(): void {
  const lines = cart()
  const remove = (product: Product) => {
    putInCart(product, 0)
    tracking.productRemoved(product)
    draw()
  }
  if (lines.length === 0) {
    const empty = (
      <p>
        Your cart is empty. <a href="index.html">See all teas</a>
      </p>
    )
    show('cart.html', empty)
    return
  }
  show(
    'cart.html',
    <>
      <h1>Your cart</h1>
      <table>
        <tbody>
          {lines.map(({ product, quantity }) => (
            <tr key={product.id}>
              <td>{product.name}</td>
              <td>{quantity} × 100 g</td>
              <td>{euros(product.price * quantity)}</td>
              <td>
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Remove ${product.name}`}
                  onClick={() => remove(product)}
                >
                  Remove
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Together <strong>{euros(orderOf(lines).total)}</strong>
      </p>
      <a class="button" href="checkout.html">
        Check out
      </a>
    </>,
  )
}

tracking.page('Cart')
draw()
