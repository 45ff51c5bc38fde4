/** How a collector is told to misbehave: which requests, how often, and what becomes of them. */
import * as v from 'valibot'

/**
 * A rule as JSON. `event` matches a thing's name or type, `path` is the start of the path, `times` counts requests
 * (default: always).
 */
export const RuleSchema = v.strictObject({
  event: v.optional(v.string()),
  path: v.optional(v.string()),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  verdict: v.variant('act', [
    v.strictObject({ act: v.literal('answer') }),
    /** An HTTP status with a body. */
    v.strictObject({
      act: v.literal('reject'),
      status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
      body: v.optional(v.string()),
    }),
    /** The things are refused inside an answer that says 200, where the vendor has such answers. */
    v.strictObject({ act: v.literal('refuse'), words: v.string() }),
    /** The connection is reset without an answer. */
    v.strictObject({ act: v.literal('reset') }),
    /** Answered after `ms` milliseconds. */
    v.strictObject({ act: v.literal('delay'), ms: v.pipe(v.number(), v.minValue(0)) }),
    /** Answered once the rule is taken back. */
    v.strictObject({ act: v.literal('hold') }),
    /** Never answered. */
    v.strictObject({ act: v.literal('hang') }),
  ]),
})

/** How a collector answers some requests. */
export type Rule = v.InferOutput<typeof RuleSchema>
/** What it does with such a request. */
export type Verdict = Rule['verdict']

/** Whether a rule is about a request. A rule without `event` and `path` is about all. */
export function matches(
  rule: Rule,
  path: string,
  things: readonly { readonly name: string | null; readonly type: string }[],
): boolean {
  if (rule.path !== undefined && !path.startsWith(rule.path)) return false
  return rule.event === undefined || things.some((thing) => thing.name === rule.event || thing.type === rule.event)
}
