/** Opens a place of a file in the developer tools' Sources. */

/** What Chromium's developer tools have and Firefox's lack. Lines and columns count from 0 there. */
interface DevtoolsPanels {
  readonly openResource?: (
    url: string,
    line: number,
    column: number,
    done: (answer?: { readonly isError?: boolean }) => void,
  ) => void
}

/** The API's root where there is one. The polyfill does not know this part of it. */
interface Extension {
  readonly chrome?: { readonly devtools?: { readonly panels?: DevtoolsPanels } }
}

/** A place in a file; line and column count from 1. */
interface Place {
  readonly url: string
  readonly line: number
  readonly column: number
}

/**
 * Opens it in the file that the page loaded: Chromium 156 follows no source map here, though its Sources list what the
 * map names (tried with a map of one line). Tells what came of it: `no way` where the browser lets no panel do so,
 * `no file` where it knows none of that address.
 */
export function openInSources({ url, line, column }: Place): Promise<'opened' | 'no way' | 'no file'> {
  const panels = (globalThis as Extension).chrome?.devtools?.panels
  if (!panels?.openResource) return Promise.resolve('no way')
  const open = panels.openResource.bind(panels)
  return new Promise((done) => {
    try {
      open(url, line - 1, column - 1, (answer) => done(answer?.isError === true ? 'no file' : 'opened'))
    } catch {
      done('no file')
    }
  })
}
