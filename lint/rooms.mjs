/** Holds the rooms of src: who may import whom, and which package belongs where. Part of `npm run check`. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * The rooms from the floor up: a room may import itself and what its line names, and a line names only rooms above it,
 * so no arrow runs in a circle. `a` is a file or a whole folder, `a/*` the files directly in it, `a/<x>` each folder in
 * it by itself: none knows another, and on both sides `<x>` is the same folder. The first line that fits a file is its
 * room.
 */
const ROOMS = {
  'core/collections': [],
  'core/*': ['core/collections'],
  'core/contract': ['core/collections', 'core/*'],
  'core/query': ['core/collections', 'core/*'],
  'core/fold': ['core/collections', 'core/*', 'core/contract'],
  'providers/matches.ts': ['core'],
  'providers/bridge.ts': ['core', 'providers/matches.ts'],
  // Customer.io's SDKs are forks of Segment's: the format that all these speak stands with the one that is read most.
  'providers/customerio': ['core', 'providers/matches.ts', 'providers/bridge.ts'],
  'providers/segment': ['core', 'providers/matches.ts', 'providers/customerio'],
  'providers/rudderstack': ['core', 'providers/matches.ts', 'providers/customerio'],
  'providers/<vendor>': ['core', 'providers/matches.ts', 'providers/bridge.ts'],
  'providers/*': ['core', 'providers/<vendor>'],
  checks: ['core', 'providers'],
  'lab/model.ts': ['core'],
  'lab/<vendor>': ['core', 'lab/model.ts', 'providers/<vendor>'],
  'lab/*': ['core', 'lab/model.ts', 'lab/<vendor>'],
  plan: ['core', 'providers', 'checks'],
  link: ['core'],
  files: ['core', 'providers', 'checks', 'link'],
  // inspection.ts, the one file that stands in no folder.
  '*': ['core', 'providers', 'checks', 'plan', 'files'],
  'page/channel/names.ts': [],
  'page/hook/natives.ts': ['page/channel/names.ts'],
  'page/channel': ['core', 'page/channel/names.ts', 'page/hook/natives.ts'],
  'page/hook': ['core', 'providers', 'link', 'page/channel/names.ts', 'page/channel'],
  'page/relay': ['core', 'providers', 'link', 'page/channel/names.ts', 'page/channel'],
  'page/*': ['core', 'page/channel', 'page/hook', 'page/relay'],
  background: ['core', 'providers', 'link', 'files'],
  'ui/styles': [],
  'ui/store': ['core', 'providers', 'checks', 'plan', 'link', 'files', '*'],
  'ui/browser': ['core', 'providers', 'link', 'files', 'ui/store'],
  'ui/parts': ['core', 'providers', 'ui/styles', 'ui/store'],
  'ui/evidence': ['core', 'providers', 'checks', 'files', 'ui/styles', 'ui/store', 'ui/browser', 'ui/parts'],
  'ui/triggers': ['core', 'providers', 'link', 'ui/styles', 'ui/store', 'ui/parts'],
  'panel/view.ts': ['ui'],
  'panel/views/<view>': ['core', 'providers', 'checks', 'plan', 'lab', 'link', 'files', 'ui', 'panel/view.ts'],
  'panel/settings': ['core', 'providers', 'plan', 'ui'],
  'panel/frame': ['core', 'files', 'ui', 'panel/view.ts', 'panel/settings', 'panel/views/<view>'],
  'panel/*': ['core', 'providers', 'link', 'ui', 'panel/settings', 'panel/frame', 'panel/views/<view>'],
  cli: ['core', 'providers', 'checks', 'plan', 'files', '*'],
  popup: ['core', 'providers', 'link', 'ui'],
  testing: ['core', 'providers', 'checks', 'plan', 'lab', 'link', 'files', '*', 'background', 'ui', 'panel'],
}

/** What tests and the checks' examples may import beside what their room may. Nothing else imports `testing`. */
const FOR_TESTS = ['testing', 'core', 'providers', 'checks', 'lab', 'link', '*']

/** The packages that are shipped, and the rooms that may import them. Tests may import any. */
const PACKAGES = {
  immutable: ['core', 'checks', 'ui/store', 'panel/views'],
  valibot: ['link', 'plan'],
  '@cfworker/json-schema': ['plan'],
  yaml: ['plan'],
  fflate: ['providers', 'files'],
  papaparse: ['files', 'plan'],
  'webextension-polyfill': ['background', 'ui/browser', 'panel/*'],
  'node:crypto': ['cli'],
  'node:fs': ['cli'],
  'node:path': ['cli'],
  'node:stream': ['cli'],
  'node:util': ['cli'],
  preact: ['ui', 'panel', 'popup'],
  '@preact/signals': ['ui', 'panel', 'popup'],
}

/** The files outside of src that are built in, and the rooms that may import them. Tests may import any. */
const OUTSIDE = {
  '../package.json': ['cli'],
  '../manifest.json': ['ui/browser'],
  '../CHANGELOG.md': ['panel/frame'],
}

const SRC = join(import.meta.dirname, '../src')
const IMPORT = /(?:\bfrom|\bimport|\bimport\.meta\.glob(?:<.*>)?)\s*\(?\s*['"]([^'"\s]+)['"]/g

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
const isTest = (file) => /\.test\.tsx?$|^testing\/|^checks\/examples\//.test(file)

/** Finds `file` in the room: what `<x>` stands for there, else the room's own name; nothing where it is elsewhere. */
function placeIn(room, file) {
  const pattern = room
    .replaceAll('.', '\\.')
    .replace(/\*$/, '[^/]+$')
    .replace(/<\w+>$/, '([^/]+)/')
  const match = new RegExp(`^${pattern}(?:$|(?<=/)|/)`).exec(file)
  return match && (match[1] ?? room)
}

/** The files of src that an import means: several for a glob, none for a package. */
function targetsOf(file, name) {
  const path = join(dirname(file), name.replace(/\?.*/, '')).replaceAll('.', '\\.').replaceAll('*', '[^/]+')
  const pattern = new RegExp(`^${path}(?:|\\.tsx?|/index\\.tsx?)$`)
  return files.filter((other) => pattern.test(other))
}

function mayImport(room, file, target) {
  const place = placeIn(room, file)
  if (placeIn(room, target) === place) return true
  return [...ROOMS[room], ...(isTest(file) ? FOR_TESTS : [])].some((name) => {
    const found = placeIn(name, target)
    return found && (place === room || found === name || found === place)
  })
}

/** Whether a file may import what stands in no room: a package, or a file outside of src. */
function mayUse(table, file, name) {
  const known = Object.keys(table).find((it) => name === it || name.startsWith(`${it}/`))
  return isTest(file) || (known && table[known].some((room) => placeIn(room, file)))
}

function mayImportBy(room, file, name) {
  if (!name.startsWith('.')) return mayUse(PACKAGES, file, name)
  const path = join(dirname(file), name)
  if (path.startsWith('..')) return mayUse(OUTSIDE, file, path)
  return targetsOf(file, name).every((target) => mayImport(room, file, target))
}

function problemsOf(file) {
  const room = Object.keys(ROOMS).find((it) => placeIn(it, file))
  if (!room) return [`src/${file} is in no room`]
  return [...readFileSync(join(SRC, file), 'utf8').matchAll(IMPORT)]
    .map((match) => match[1])
    .filter((name) => !mayImportBy(room, file, name))
    .map((name) => `src/${file} imports ${name}: not for ${room}`)
}

/** Names in the table that stand above nothing: with none of these the rooms have no circle. */
const upward = Object.entries(ROOMS).flatMap(([room, names], at, all) =>
  names
    .filter((name) =>
      all.slice(at).some(([below]) => below === name || placeIn(name, /[.*]/.test(below) ? below : `${below}/`)),
    )
    .map((name) => `${room} names ${name}, which stands below it in the table`),
)
const empty = Object.keys(ROOMS).filter((room) => !files.some((file) => placeIn(room, file)))
const problems = [
  ...empty.map((room) => `${room} is in the table and not in src`),
  ...upward,
  ...files.filter((file) => /\.tsx?$/.test(file)).flatMap(problemsOf),
]
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\n${problems.length} against the rooms in lint/rooms.mjs`)
  process.exitCode = 1
}
