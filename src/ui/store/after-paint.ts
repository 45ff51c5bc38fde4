/** How work is put off so that the browser can draw and take input in between. */

/** What waits for its turn, and the channel by which it comes while something does. */
const waiting: (() => void)[] = []
let channel: MessageChannel | null = null

/** Runs something after what is already waiting, and after `wait` milliseconds at the least. */
export function later(run: () => void, wait = 0): void {
  if (wait > 0) {
    setTimeout(run, wait)
    return
  }
  waiting.push(run)
  // A message to oneself comes sooner than a timer, of which browsers hold nested ones back for 4 ms, and still after
  // drawing and input. To open a channel costs more than a message: one serves for as long as something follows.
  channel ??= open()
  channel.port2.postMessage(null)
}

function open(): MessageChannel {
  const opened = new MessageChannel()
  opened.port1.onmessage = () => {
    try {
      waiting.shift()?.()
    } finally {
      if (waiting.length === 0) {
        opened.port1.close()
        channel = null
      }
    }
  }
  return opened
}
