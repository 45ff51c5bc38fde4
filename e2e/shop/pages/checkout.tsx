/** The checkout: one press buys. */
import { show, tracking } from '../frame'
import { cart, emptyCart, euros, type Order, orderOf, shopper } from '../goods'

const order = orderOf(cart())

function bought(order: Order): void {
  show(
    'checkout.html',
    <>
      <h1>Thank you{shopper() ? `, ${shopper()?.name}` : ''}</h1>
      <p role="status">Order {order.id} is on its way: nowhere, for this is a demo.</p>
      <a class="button" href="index.html">
        Back to the teas
      </a>
    </>,
  )
}

tracking.page('Checkout')
if (order.lines.length === 0)
  show(
    'checkout.html',
    <p>
      There is nothing to check out. <a href="index.html">See all teas</a>
    </p>,
  )
else {
  tracking.checkoutStarted(order)
  const buy = () => {
    emptyCart()
    tracking.orderCompleted(order)
    bought(order)
  }
  show(
    'checkout.html',
    <>
      <h1>Check out</h1>
      <p>
        {order.lines.map(({ product, quantity }) => `${quantity} × ${product.name}`).join(', ')}:{' '}
        <strong>{euros(order.total)}</strong>
      </p>
      <p class="dim">{shopper() ? `Delivered to ${shopper()?.name}` : 'You are buying as a guest.'}</p>
      <button type="button" onClick={buy}>
        Buy now
      </button>
    </>,
  )
}
