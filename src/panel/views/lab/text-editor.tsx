/** The sequence as text: copied, saved, edited, opened from a file, and played again. */
// biome-ignore-all lint/a11y/noStaticElementInteractions: Escape is heard from everything inside
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Problem } from '../../../lab/sequence'
import { saveFile } from '../../../ui/browser/save-file'
import { CopyButton } from '../../../ui/parts/copy'
import { Icon } from '../../../ui/parts/icon'
import type { LabStore } from './lab-store'
import './text-editor.css'

/** Follows the bench until something is typed. */
export function TextEditor({ lab, onClose }: { readonly lab: LabStore; readonly onClose: () => void }) {
  const own = useSignal<string | null>(null)
  const problems = useSignal<readonly Problem[]>([])
  const field = useRef<HTMLTextAreaElement>(null)
  const text = own.value ?? lab.text()
  useEffect(() => {
    // One reads from the beginning; browsers put the caret at the end, and scroll to it.
    field.current?.setSelectionRange(0, 0)
    field.current?.focus()
  }, [])
  const replay = () => {
    const read = lab.read(text)
    problems.value = 'problems' in read ? read.problems : []
    if ('problems' in read) return
    lab.unlessLost('Replay the text', () => {
      lab.load(read, 'end')
      own.value = null
      onClose()
    })
  }
  const show = ({ line }: Problem) => {
    const start = text.split('\n', line - 1).reduce((sum, each) => sum + each.length + 1, 0)
    field.current?.focus()
    field.current?.setSelectionRange(start, start + (text.split('\n')[line - 1]?.length ?? 0))
  }
  return (
    <section
      class="lab-text"
      aria-label="Sequence as text"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div class="lab-row">
        <h3 class="grow">Sequence as text</h3>
        <SequenceActions
          text={text}
          onTaken={() => {
            if (own.peek() === null) lab.exported()
          }}
          onRead={(read) => {
            own.value = read
            problems.value = []
          }}
        />
        <button type="button" class="button bare" aria-label="Close the text" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <textarea
        ref={field}
        class="lab-input lab-source"
        aria-label="Sequence text"
        aria-invalid={problems.value.length > 0}
        spellcheck={false}
        rows={Math.min(20, Math.max(8, text.split('\n').length))}
        value={text}
        onInput={(event) => {
          own.value = event.currentTarget.value
          problems.value = []
        }}
      />
      <Problems problems={problems.value} onShow={show} />
      <div class="lab-row">
        <button type="button" class="button primary" disabled={own.value === null} onClick={replay}>
          <Icon name="play" />
          Replay
        </button>
        {own.value !== null && (
          <button
            type="button"
            class="button"
            onClick={() => {
              own.value = null
              problems.value = []
            }}
          >
            Undo the edits
          </button>
        )}
        <span class="lab-hint grow">
          One line per step: method(arguments), wait 70 s, app background, network off, server 500, answer 3 200; “#”
          begins a note. The guides’ Swift can be pasted as it is.
        </span>
      </div>
    </section>
  )
}

/** The ways of the text out of the panel and of another into it. `onTaken` is told when it was copied or saved. */
function SequenceActions({
  text,
  onTaken,
  onRead,
}: {
  readonly text: string
  readonly onTaken: () => void
  readonly onRead: (text: string) => void
}) {
  const file = useRef<HTMLInputElement>(null)
  return (
    <>
      <CopyButton
        label="Copy"
        text={() => {
          onTaken()
          return text
        }}
      />
      <button
        type="button"
        class="button"
        onClick={() => {
          saveFile(text, 'tracklens-lab.txt', 'text/plain')
          onTaken()
        }}
      >
        <Icon name="export" />
        Save…
      </button>
      <button type="button" class="button" onClick={() => file.current?.click()}>
        <Icon name="open" />
        Open…
      </button>
      <input
        ref={file}
        type="file"
        accept=".txt,text/plain"
        class="hidden"
        tabIndex={-1}
        aria-label="Sequence file"
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          void chosen?.text().then(onRead)
        }}
      />
    </>
  )
}

/** What is wrong with the text, each with the way to its line; nothing where it can be replayed. */
function Problems({
  problems,
  onShow,
}: {
  readonly problems: readonly Problem[]
  readonly onShow: (problem: Problem) => void
}) {
  if (problems.length === 0) return null
  return (
    <div class="lab-callout bad" role="alert">
      <ul aria-label="What is wrong">
        {problems.map((problem) => (
          <li key={`${problem.line} ${problem.text}`}>
            <button type="button" class="button bare link" onClick={() => onShow(problem)}>
              Line {problem.line}
            </button>{' '}
            {problem.text}
          </li>
        ))}
      </ul>
    </div>
  )
}
