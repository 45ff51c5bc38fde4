// @vitest-environment happy-dom
/** Headers and times of a request in its details; where nobody knows them, it says so and what would tell them. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, it } from 'vitest'
import type { Happening } from '../../../core/fact'
import { emptyState } from '../../../core/state'
import { WITHHELD } from '../../../core/transport'
import { reduceAll } from '../../../providers/fold'
import { opened } from '../../../testing/page-story'
import { story } from '../../../testing/story'
import { button, root, useStage } from '../../../testing/view-stage'
import { TransportPart } from './transport'

useStage()

const url = 'https://c.test/v1/t'
const body = { text: JSON.stringify({ type: 'track', event: 'e', messageId: 'm', anonymousId: 'a' }), size: 1 }
const request: Happening = {
  ...{ kind: 'request', request: 1, vendor: 'customerio', via: 'fetch', method: 'POST', url, body },
}
const exchange: Happening = {
  ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url, body, status: 200 },
  ...{ answer: { text: '{}', size: 2 }, startedAt: 3, endedAt: 9 },
  transport: {
    requestHeaders: { Authorization: WITHHELD, Origin: 'https://shop.test' },
    responseHeaders: { Server: 'tea' },
    timing: { connect: 20, ssl: 12, wait: 5 },
  },
}

/** Draws the part of the first request that these tell of. */
function draw(...told: readonly Happening[]): void {
  const facts = [
    ...story().tell('d', opened(), ...told.filter(({ kind }) => kind === 'request')).facts,
    ...story().tell('devtools:1', ...told.filter(({ kind }) => kind === 'exchange')).facts,
  ]
  const first = reduceAll(emptyState, facts).exchanges.get(0)
  if (!first) throw new Error('no request')
  act(() => render(<TransportPart exchange={first} />, root))
}

it('shows them of a request that the page and the browser told, or the browser alone', () => {
  for (const told of [[request, exchange], [exchange]]) {
    draw(...told)
    expect(root.textContent).toMatch(/Request headers · 2.*Response headers · 1.*Timing · 25 ms/)
    act(() => button(/^Request headers/).click())
    expect(root.textContent).toMatch(/Authorization\(not kept\)Originhttps:\/\/shop\.test/)
    act(() => button(/^Timing/).click())
    expect(root.textContent).toMatch(/Connected20 msof that TLS12 msWaited for the answer5 ms/)
    act(() => render(null, root))
  }
})

it('says that nobody knows them where only the page told of it', () => {
  draw(request)
  expect(root.textContent).toMatch(/Nobody knows.*while this panel is open in the developer tools/)
})
