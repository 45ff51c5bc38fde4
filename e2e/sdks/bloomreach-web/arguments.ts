/**
 * The strict checks of arguments: after loading, a wrong call throws; `null`, lists and elements are not objects (Web
 * SDK 3.15.0).
 */

/** One parameter: its name, the types it takes, and whether it may be left out. */
type Parameter = readonly [name: string, types: readonly string[], required?: boolean]

const CALLBACKS: readonly Parameter[] = [
  ['successCallback', ['function']],
  ['errorCallback', ['function']],
  ['immediate', ['boolean']],
]

const METHODS: Readonly<Record<string, readonly Parameter[]>> = {
  initialize: [['config', ['object'], true]],
  track: [['eventType', ['string'], true], ['properties', ['object']], ...CALLBACKS],
  identify: [
    ['customerIds', ['object', 'string', 'number'], true],
    ['properties', ['object']],
    ...CALLBACKS,
    ['linkSuccess', ['function']],
    ['linkError', ['function']],
  ],
  update: [['properties', ['object'], true], ...CALLBACKS],
  trackLink: [
    ['element', ['element', 'string'], true],
    ['eventType', ['string'], true],
    ['properties', ['object']],
  ],
  trackEnhancedEcommerce: [
    ['data', ['object'], true],
    ['kind', ['string']],
  ],
  getAbTest: [
    ['name', ['string'], true],
    ['variants', ['object'], true],
    ['callback', ['function']],
  ],
  ping: [['options', ['object']]],
}

/** Throws for arguments that the method does not take. */
export function check(method: string, args: readonly unknown[]): void {
  const given = args.findLastIndex((argument) => argument !== undefined) + 1
  for (const [at, [name, types, required]] of (METHODS[method] ?? []).entries()) {
    const value = args[at]
    if (value === undefined) {
      if (required && at >= given)
        throw new Error(`Invalid number of arguments when calling exponea.${method}, got ${given}`)
      if (!required) continue
    }
    const found = typeName(value)
    if (types.includes(found)) continue
    throw new Error(
      `Invalid type of argument ${at} - ${name} when calling exponea.${method}, ` +
        `expected ${types.join(' or ')} but got ${found}: ${value}`,
    )
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof Element === 'function' && value instanceof Element) return 'element'
  return typeof value
}
