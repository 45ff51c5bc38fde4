/** How work is put off so that the browser can draw and take input in between. */

/** Runs something after what is already waiting, and after `wait` milliseconds at the least. */
export function later(run: () => void, wait = 0): void {
  if (wait > 0) {
    setTimeout(run, wait)
    return
  }
  // A message to oneself comes sooner than a timer, of which browsers hold nested ones back for 4 ms, and still after
  // drawing and input.
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    run()
  }
  port2.postMessage(null)
}
