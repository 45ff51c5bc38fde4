/** Runs a command line: reads files, judges them, writes the result, and says by its exit code how it went. */
import { keeping } from '../core/contract/decoded'
import type { Evidence } from '../files/evidence'
import { createMask } from '../files/mask/mask'
import { plannedOf } from '../files/planned'
import { type FilesRead, readFiles } from '../files/read'
import { writeHtml } from '../files/write/html'
import { junit } from '../files/write/junit'
import { writeMarkdown } from '../files/write/markdown'
import { json, ndjson } from '../files/write/ndjson'
import { visible } from '../files/write/plain'
import { type Result, resultOf } from '../files/write/result'
import { textOfFindings, textOfItems, textOfVerdict } from '../files/write/text'
import { inspect } from '../inspection'
import type { LoadedPlan } from '../plan'
import { vendors } from '../providers/registry'
import { HELP, type Job, type PlanJob, wishOf } from './options'
import { ALL, checksOf, openPlan, runPlanJob } from './plan'
import { reportOf } from './report'
import { FINE, FOUND, notWritten, UNREADABLE, type World, WRONG_USE } from './world'

/** Runs what the arguments say; returns the exit code. */
export async function run(args: readonly string[], surroundings: World): Promise<number> {
  // What is said of files quotes them, and what they hold is anybody's.
  const world: World = { ...surroundings, err: (text) => surroundings.err(visible(text)) }
  const wish = wishOf(
    args,
    ALL.map(({ id }) => id),
  )
  if ('wrong' in wish) {
    world.err(`tracklens: ${wish.wrong} “tracklens --help” says more.\n`)
    return WRONG_USE
  }
  if ('out' in wish && wish.out !== null && !(await mayWrite(wish.out, readBy(wish), world))) return WRONG_USE
  if (wish.command === 'help') world.out(HELP)
  else if (wish.command === 'version') world.out(`${world.version}\n`)
  else if (wish.command === 'plan') return runPlanJob(wish, world)
  else return runJob(wish, world)
  return FINE
}

/** The names of all files that a job reads. */
function readBy(job: Job | PlanJob): readonly string[] {
  return 'plan' in job && job.plan !== null ? [...job.files, job.plan] : job.files
}

async function mayWrite(out: string, read: readonly string[], world: World): Promise<boolean> {
  try {
    await world.mayWrite(out, read)
    return true
  } catch (error) {
    world.err(notWritten(out, error))
    return false
  }
}

async function runJob(job: Job, world: World): Promise<number> {
  // The plan is short and read first: a mistake in it is not to show only after a long reading.
  const plan = job.plan === null ? null : await openPlan(job.plan, job.columns, world)
  if (job.plan !== null && !plan) return UNREADABLE
  const read = await world.withFiles(job.files, (sources) => readFiles(sources, keeping(vendors)))
  if ('wrong' in read) {
    for (const sentence of read.wrong) world.err(`tracklens: ${sentence}\n`)
    return UNREADABLE
  }
  if ('stopped' in read) return UNREADABLE
  const asked = new Set(['', ...checksOf(plan).map(({ id }) => id)])
  const idle = plan ? [] : [...job.ignored].filter((id) => !asked.has(id))
  if (idle.length > 0) world.err(`tracklens: --ignore ${idle.join(',')}: only a plan asks that, and none is given.\n`)
  const { result, report } = judged(job, read, world, plan)
  if (read.skipped > 0) world.err(`tracklens: ${skippedIn(read.skipped)} left out.\n`)
  const verdict = `${textOfVerdict(result)}\n`
  const allowEmpty = job.allowEmpty && !requiresSome(result)
  const text = written({ ...job, allowEmpty }, result, report, plan)
  const apart = job.out !== null || job.format !== 'text'
  try {
    if (job.out === null) world.out(apart ? text : `${text}${verdict}`)
    else await world.write(job.out, text)
  } catch (error) {
    world.err(notWritten(job.out, error))
    return WRONG_USE
  }
  if (apart) world.err(verdict)
  const empty = result.verdict === 'nothing tracked' && !allowEmpty
  if (empty)
    world.err(
      requiresSome(result)
        ? 'tracklens: nothing was tracked, and the plan requires some events: that is not a pass.\n'
        : 'tracklens: nothing was tracked, which is not a pass. --allow-empty lets it pass.\n',
    )
  return empty ? UNREADABLE : result.failing > 0 ? FOUND : FINE
}

function skippedIn(count: number): string {
  const what = count === 1 ? '1 record' : `${count} records`
  return `${what} of the recordings could not be read and ${count === 1 ? 'was' : 'were'}`
}

/** Whether events are planned without which nothing is a pass. */
function requiresSome({ plan }: Result): boolean {
  return plan?.events.some(({ required }) => required) ?? false
}

type Facts = Extract<FilesRead, { readonly now: number }>

/** The result, and what makes a report of the same, where one is asked for. */
interface Answer {
  readonly result: Result
  readonly report: () => Evidence
}

function judged(job: Job, { facts, now, sourceOf }: Facts, world: World, plan: LoadedPlan | null): Answer {
  const inspection = inspect(facts, { now, plan })
  const mask = createMask({ personal: job.personal, key: world.random() }, inspection.state)
  const { failOn, ignored, files, personal } = job
  const { coverage } = inspection
  const planned = plan && coverage ? plannedOf(plan.plan.name, coverage, mask) : null
  const asked = checksOf(plan)
  const about = { mask, masked: !personal, version: world.version, until: now, ignored, checks: asked, planned }
  return {
    result: resultOf(inspection, { mask, failOn, ignored, files, sourceOf, checks: asked, planned }),
    report: () => reportOf(inspection, about),
  }
}

function written(
  { command, format, ignored, allowEmpty }: Job,
  result: Result,
  report: Answer['report'],
  plan: LoadedPlan | null,
): string {
  if (format === 'json') return json(result)
  if (format === 'ndjson') return ndjson(result)
  if (format === 'junit') return junit(result, { ignored, allowEmpty, checks: plan?.checks(true) })
  if (format === 'markdown') return writeMarkdown(report())
  if (format === 'html') return writeHtml(report())
  const lines = command === 'read' ? textOfItems(result) : textOfFindings(result)
  return lines === '' ? '' : `${lines}\n`
}
