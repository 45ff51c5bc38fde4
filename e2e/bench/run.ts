/** Runs the lines of the bench one after the other, because two measurements at once measure each other. */
import { cpus, loadavg } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import { judged, kept, type Line, written } from './line'
import { openWorkshop } from './workshop'

const LINES = Object.values(import.meta.glob<Line>('./lines/*.ts', { eager: true, import: 'line' })).sort(
  (a, b) => a.order - b.order,
)

/** How the bench was asked for. */
export interface Wishes {
  readonly only: readonly string[]
  readonly json: boolean
  /** Writes one line to the standard output. */
  readonly print: (text: string) => void
}

/** Measures; a line that breaks down is told and the others go on. */
export async function main({ only, json, print }: Wishes): Promise<void> {
  const ids = LINES.map((line) => line.id)
  const unknown = only.filter((id) => !ids.includes(id))
  if (unknown.length > 0) throw new Error(`There is no line ${unknown.join(', ')}. There are: ${ids.join(', ')}`)
  const workshop = await openWorkshop()
  const figures: object[] = []
  const broken: { line: string; error: string }[] = []
  try {
    for (const line of LINES) {
      if (only.length > 0 && !only.includes(line.id)) continue
      const began = Date.now()
      const load = loadavg()[0] ?? 0
      try {
        for (const figure of await line.measure(workshop)) {
          figures.push({ line: line.id, load, ...figure, judged: judged(figure), kept: kept(figure) })
          if (!json) print(written(figure))
        }
      } catch (error) {
        const text = plain(error instanceof Error ? error.message : String(error))
        broken.push({ line: line.id, error: text })
        if (!json) print(`${line.id}: not measured (${text})`)
      }
      const took = `  ${line.id} took ${((Date.now() - began) / 1000).toFixed(1)} s`
      const after = (loadavg()[0] ?? 0).toFixed(1)
      const loads = `before it ${load.toFixed(1)}, after it ${after}, on ${cpus().length} cores`
      console.error(`${took}; load of the machine ${loads}`)
    }
  } finally {
    await workshop.close()
  }
  if (json)
    print(
      JSON.stringify(
        { at: new Date().toISOString(), platform: `${process.platform} Node ${process.version}`, figures, broken },
        null,
        2,
      ),
    )
}

/** An error in one short line, without a terminal's colours. */
function plain(error: string): string {
  return stripVTControlCharacters(error).replace(/\s+/g, ' ').slice(0, 300)
}
