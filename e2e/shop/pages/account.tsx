/** Log in, log out, newsletter. */
import { show, tracking } from '../frame'
import { setShopper, shopper } from '../goods'

const field = (form: HTMLFormElement, name: string) => String(new FormData(form).get(name) ?? '').trim()

function logIn(event: SubmitEvent): void {
  event.preventDefault()
  const form = event.currentTarget as HTMLFormElement
  const email = field(form, 'email')
  const name = field(form, 'name')
  const someone = { id: `shopper-${name.toLowerCase()}`, name, email, since: Math.floor(Date.now() / 1000), club: null }
  setShopper(someone)
  tracking.loggedIn(someone)
  draw('Welcome back.')
}

function logOut(): void {
  tracking.loggedOut()
  setShopper(null)
  draw('See you soon.')
}

/** A push token as a browser or a phone would give it: one for each visitor's device. */
function deviceToken(): string {
  const known = localStorage.getItem('shop.token') ?? `token-${crypto.randomUUID()}`
  localStorage.setItem('shop.token', known)
  return known
}

function wishMessages(): void {
  tracking.messagesWished(deviceToken())
  draw('We will tell you when the kettle boils.')
}

function join(event: SubmitEvent): void {
  event.preventDefault()
  tracking.newsletterJoined(field(event.currentTarget as HTMLFormElement, 'letter'))
  draw('You will hear from us. Well, you will not.')
}

function draw(said = ''): void {
  const someone = shopper()
  show(
    'account.html',
    <div class="two">
      {someone ? (
        <section class="card">
          <h1>{someone.name}</h1>
          <p class="dim">{someone.email}</p>
          <div class="row">
            <button type="button" onClick={logOut}>
              Log out
            </button>
            <button type="button" class="quiet" onClick={wishMessages}>
              Tell me news on this device
            </button>
          </div>
        </section>
      ) : (
        <form class="card" onSubmit={logIn} aria-label="Log in">
          <h1>Log in</h1>
          <label>
            <span>Name</span>
            <input name="name" required />
          </label>
          <label>
            <span>Email</span>
            <input name="email" type="email" required />
          </label>
          <button type="submit">Log in</button>
        </form>
      )}
      <form class="card" onSubmit={join} aria-label="Newsletter">
        <h2>The tea letter</h2>
        <label>
          <span>Where shall it go?</span>
          <input name="letter" type="email" required />
        </label>
        <button type="submit" class="quiet">
          Join
        </button>
        <output>{said}</output>
      </form>
    </div>,
  )
}

tracking.page('Account')
draw()
