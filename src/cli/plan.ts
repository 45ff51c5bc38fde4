/** The command line's part of tracking plans: opens one to judge by, makes one, reads other tools' plans. */
import { checks } from '../checks'
import type { Check } from '../checks/check'
import { keeping } from '../core/contract/decoded'
import { readFiles } from '../files/read'
import type { Source } from '../files/read/source'
import { textOf as wholeText } from '../files/read/text'
import { whyUnread } from '../files/read/unread'
import { inspect } from '../inspection'
import { type LoadedPlan, loadPlan } from '../plan'
import { type Conversion, convert, type SourceFile } from '../plan/convert'
import { infer } from '../plan/infer'
import { PLAN_FORMAT, type Plan } from '../plan/plan'
import { COLUMN_ROLES, type Columns } from '../plan/readers/columns'
import { vendors } from '../providers/registry'
import type { PlanJob } from './options'
import { FINE, notWritten, UNREADABLE, type World, WRONG_USE } from './world'

/** The largest file that may be a plan, in bytes. */
const LARGEST = 16 * 1024 * 1024

const EMPTY: Plan = { 'tracklens-plan': PLAN_FORMAT, name: '', unplanned: 'warning', keys: {}, events: [] }

/** Every check that there can be, a plan's too. */
export const ALL: readonly Check[] = loadPlan(EMPTY).checks(true)

/** The checks by which is judged. */
export function checksOf(plan: LoadedPlan | null): readonly Check[] {
  return plan ? plan.checks(true) : checks
}

/** Opens a plan to judge by; null where that cannot be done: why is told. */
export async function openPlan(file: string, columns: Columns | null, world: World): Promise<LoadedPlan | null> {
  const read = await converted([file], columns, world)
  return read && loadPlan(read.plan)
}

/** Makes a plan and writes it; returns the exit code. */
export async function runPlanJob({ from, files, out, columns }: PlanJob, world: World): Promise<number> {
  const plan =
    from === 'record' ? await inferred(files, world) : ((await converted(files, columns, world))?.plan ?? null)
  if (!plan) return UNREADABLE
  const text = `${JSON.stringify(plan, null, 2)}\n`
  try {
    if (out === null) world.out(text)
    else await world.write(out, text)
  } catch (error) {
    world.err(notWritten(out, error))
    return WRONG_USE
  }
  const count = plan.events.length
  const why = count === 0 && from === 'record' ? ': nothing was tracked in what was read' : ''
  world.err(`tracklens: ${count} ${count === 1 ? 'event' : 'events'} planned${why}.\n`)
  return count === 0 ? UNREADABLE : FINE
}

async function inferred(files: readonly string[], world: World): Promise<Plan | null> {
  const read = await world.withFiles(files, (sources) => readFiles(sources, keeping(vendors)))
  if ('wrong' in read) for (const sentence of read.wrong) world.err(`tracklens: ${sentence}\n`)
  if (!('facts' in read)) return null
  return infer(inspect(read.facts, { now: read.now }).state, 'Tracking plan')
}

type Converted = Extract<Conversion, { readonly plan: Plan }>

/** Reads plans of any kind that is known; a sheet's columns must have been named. Losses are told. */
async function converted(files: readonly string[], columns: Columns | null, world: World): Promise<Converted | null> {
  const texts = await world.withFiles(files, (sources) => Promise.all(sources.map(textOf)))
  const failed = texts.find((each) => 'wrong' in each)
  if (failed && 'wrong' in failed) {
    world.err(`tracklens: ${failed.wrong}\n`)
    return null
  }
  const read = convert(texts as readonly SourceFile[], columns ? { columns } : {})
  const name = files.map((each) => (each === '-' ? 'standard input' : each)).join(', ')
  if ('plan' in read) {
    if (columns && !read.isSheet)
      world.err(`tracklens: ${name}: --columns tells of a sheet, and this is ${read.from}.\n`)
    for (const { place, text } of read.losses) world.err(`tracklens: ${name}: lost: ${place}: ${text}\n`)
    return read
  }
  if ('headers' in read) {
    world.err(`tracklens: ${name}: ${questionOf(read)}\n`)
    return null
  }
  world.err(`tracklens: ${name}: ${read.wrong}\n`)
  for (const { place, text } of read.problems) world.err(`  ${place}: ${text}\n`)
  return null
}

/** Asks for the columns of a sheet, with what their names suggest. */
function questionOf({ headers, guess }: Extract<Conversion, { readonly headers: readonly string[] }>): string {
  const found = Object.entries({ event: 'COLUMN', ...guess }).map(([role, column]) => `${role}=${column}`)
  return [
    `This is a sheet: say what its columns are. It has: ${headers.map((each) => `“${each}”`).join(', ')}.`,
    `  ${guess.event === undefined ? 'For example' : 'By their names it may be'}: --columns "${found.join(',')}"`,
    ...COLUMN_ROLES.map(({ role, label }) => `    ${role.padEnd(12)} ${label}`),
  ].join('\n')
}

async function textOf({ name, size, bytes }: Source): Promise<SourceFile | { readonly wrong: string }> {
  if (size > LARGEST) return { wrong: `${name}: it is larger than 16 MB: that is not a tracking plan.` }
  try {
    return { name, text: wholeText(await bytes(0, size)) }
  } catch (error) {
    return { wrong: `${name}: it could not be read: ${whyUnread(error)}.` }
  }
}
