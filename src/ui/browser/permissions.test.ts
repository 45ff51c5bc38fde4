/** The optional permissions, with the two kinds of interface that browsers give a panel. */
import { expect, it, vi } from 'vitest'
import { permissionsOf } from './permissions'

const never = () => Promise.reject(new Error('not to be called'))

it('asks the browser, and gives back the permission without the hosts that content scripts need', async () => {
  const request = vi.fn(() => Promise.resolve(true))
  const remove = vi.fn(() => Promise.resolve(true))
  const host = permissionsOf(
    { permissions: { request, remove }, runtime: { sendMessage: never }, devtools: { inspectedWindow: { tabId: 7 } } },
    '/panel.html',
  )
  expect(await host.askForOutcomes?.()).toBe(true)
  expect(request).toHaveBeenLastCalledWith({ permissions: ['webRequest'], origins: ['<all_urls>'] })
  expect(await host.giveBackOutcomes?.()).toBe(true)
  expect(remove).toHaveBeenCalledWith({ permissions: ['webRequest'] })
  expect(await host.permit?.(['https://a.test/*'])).toBe(true)
  expect(request).toHaveBeenLastCalledWith({ origins: ['https://a.test/*'] })
  expect(host.ownTab).toBeUndefined()
})

it('inside Firefox’s developer tools asks for nothing, looks what was given, and knows the way to a tab', async () => {
  const sendMessage = vi.fn(() => Promise.resolve(true))
  const host = permissionsOf({ runtime: { sendMessage }, devtools: { inspectedWindow: { tabId: 7 } } }, '/panel.html')
  expect([host.askForOutcomes, host.giveBackOutcomes]).toEqual([null, undefined])
  expect(await host.permit?.(['https://a.test/*'])).toBe(true)
  expect(sendMessage).toHaveBeenCalledWith({ type: 'permitted?', origins: ['https://a.test/*'] })
  expect(host.ownTab).toBe('/panel.html?tab=7')
})

it('where there is neither an interface nor a tab, there is no way', () => {
  const host = permissionsOf({ runtime: { sendMessage: never } }, '/panel.html')
  expect([host.askForOutcomes, host.ownTab]).toEqual([null, undefined])
})
