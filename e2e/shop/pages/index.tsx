/** The listing: all teas of the shop or of one category. */
import { show, Tin, tracking } from '../frame'
import { euros, PRODUCTS } from '../goods'

tracking.page('Teas')
tracking.listViewed(PRODUCTS.length)

show(
  'index.html',
  <>
    <section class="hero">
      <div>
        <h1>The winter box is here</h1>
        <p>Three dark teas and one that is only pretending.</p>
      </div>
      {/* Tracked and left in one breath, as promotions are. */}
      <a class="button quiet" href="product.html?id=darjeeling" onClick={() => tracking.promotionClicked('Winter box')}>
        See what is inside
      </a>
    </section>
    <ul class="grid">
      {PRODUCTS.map((product) => (
        <li class="card" key={product.id}>
          <a href={`product.html?id=${product.id}`}>
            <Tin {...product} />
            <h3>{product.name}</h3>
            <span class="dim">{euros(product.price)} for 100 g</span>
          </a>
        </li>
      ))}
    </ul>
  </>,
)
