/**
 * Holds the documents to the tree: the files and folders that CONTRIBUTING and the READMEs name are there, and there
 * are as many checks as they say. Part of `npm run check`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
const ENDING = /\.(?:tsx?|mjs|json|md|css|grit|txt)$/
const checks = readdirSync(join(ROOT, 'src/checks/rules')).length

const files = ['src', 'e2e', 'lint'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, file)),
)
const readmes = files.filter((file) => /^(?:src|e2e)\/(?:.*\/)?README\.md$/.test(file))

/** Whether `path` is a file or folder in `folder`; `*` and `<name>` stand for any one name, `{a,b}` for each. */
function isThere(folder, path) {
  const choice = /\{([^}]*)\}/.exec(path)
  if (choice) return choice[1].split(',').every((one) => isThere(folder, path.replace(choice[0], one)))
  const [any] = /[^/]*(?:\*|<\w+>)[^/]*/.exec(path) ?? []
  if (!any) return existsSync(join(folder, path))
  const [above, below] = path.split(any)
  const name = new RegExp(`^${any.replaceAll('.', '\\.').replace(/\*|<\w+>/g, '.+')}$`)
  const found = existsSync(join(folder, above)) ? readdirSync(join(folder, above)) : []
  return found.some((one) => name.test(one) && isThere(folder, join(above, one, below)))
}

function problemsOf(document) {
  const text = readFileSync(join(ROOT, document), 'utf8')
  const here = dirname(join(ROOT, document))
  const places = [here, ROOT, join(ROOT, 'src')]
  const named = [...text.matchAll(/`(?!dist\/)([\w@.*<>{},/-]+)`/g)].map((match) => match[1])
  // What begins as nothing here begins, and ends in no file's way, is a route, a package or a word; `dist` is built.
  const paths = named.filter((name) => {
    const first = name.split('/')[0]
    return ENDING.test(name) || (name.includes('/') && first !== '' && places.some((it) => existsSync(join(it, first))))
  })
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map((match) => match[1])
  const counts = [...text.matchAll(/(\d+) checks/g)].filter((match) => Number(match[1]) !== checks)
  // A bare name is that of a file anywhere below the document.
  const below = (name) => files.some((file) => basename(file) === name && join(ROOT, file).startsWith(`${here}/`))
  const known = (path) => places.some((place) => isThere(place, path)) || (!path.includes('/') && below(path))
  return [
    ...paths.filter((path) => !known(path)).map((path) => `${path} is not there`),
    ...links.filter((path) => !existsSync(join(here, path))).map((path) => `the link to ${path} leads nowhere`),
    ...counts.map((match) => `"${match[0]}", but there are ${checks}`),
  ].map((problem) => `${document}: ${problem}`)
}

const problems = ['README.md', 'CONTRIBUTING.md', ...readmes].flatMap(problemsOf)
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}
