/** One tea: its description, its reviews, and the button that puts it into the cart. */
import { show, Tin, tracking } from '../frame'
import { cart, euros, productOf, putInCart } from '../goods'

const product = productOf(new URLSearchParams(location.search).get('id'))

function draw(said = ''): void {
  if (!product) {
    const missing = (
      <p>
        There is no such tea. <a href="index.html">See all teas</a>
      </p>
    )
    show('product.html', missing)
    return
  }
  const add = () => {
    putInCart(product, (cart().find((line) => line.product.id === product.id)?.quantity ?? 0) + 1)
    tracking.productAdded(product, 1)
    draw(`${product.name} is in your cart.`)
  }
  const review = (stars: number) => {
    tracking.reviewPosted(product, stars)
    draw('Thank you for your opinion.')
  }
  show(
    'product.html',
    <div class="two">
      <div class="card">
        <Tin {...product} />
      </div>
      <div>
        <h1>{product.name}</h1>
        <p>{product.text}</p>
        <p class="dim">{product.kind} tea</p>
        <p>
          <strong>{euros(product.price)}</strong> for 100 g
        </p>
        <div class="row">
          <button type="button" onClick={add}>
            Add to cart
          </button>
          <a class="button quiet" href="cart.html">
            Go to cart
          </a>
        </div>
        <output>{said}</output>
        <p class="dim">How was it?</p>
        <div class="row">
          {[3, 4, 5].map((stars) => (
            <button type="button" class="quiet" key={stars} onClick={() => review(stars)}>
              {stars} stars
            </button>
          ))}
        </div>
      </div>
    </div>,
  )
}

tracking.page('Product')
if (product) tracking.productViewed(product)
draw()
