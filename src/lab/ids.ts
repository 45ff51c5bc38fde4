/** The ids that a sequence draws: chosen by its seed, so that it gives the same ones each time it is played. */

/** The nth id of a seed, in the form of a random UUID. */
export function idOf(seed: number, n: number): string {
  const words = [1, 2, 3, 4].map((word) => mixed(seed, n, word).toString(16).padStart(8, '0'))
  const all = words.join('')
  const variant = '89ab'[Number.parseInt(all[16] ?? '0', 16) % 4]
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-${variant}${all.slice(17, 20)}-${all.slice(20)}`
}

/** MurmurHash3's finaliser over the three numbers: an even spread without any state. */
function mixed(...numbers: readonly number[]): number {
  let hash = 0x9e3779b9
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}
