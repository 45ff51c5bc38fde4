/** Every key of the panel, behind `?`. */
import { Dialog } from '../../ui/parts/dialog'
import './shortcuts.css'

const KEYS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Everywhere',
    [
      ['/ or Ctrl F (⌘ F)', 'to the filter'],
      ['L', 'back to what happens now'],
      [',', 'settings'],
      ['?', 'this sheet'],
      ['Esc', 'closes what is open over the view; with nothing open it is the browser’s'],
    ],
  ],
  [
    'List of events',
    [
      ['↑ ↓ Page ↑ ↓ Home End', 'from row to row'],
      ['Enter or Space', 'details of the row'],
      ['Shift ↑ ↓', 'choose rows one after the other'],
      ['Ctrl Space, Ctrl click', 'add a row to the chosen ones, or take it away'],
      ['Ctrl A', 'choose all'],
      ['← →', 'fold the page of the row away, and out again'],
      ['Shift F10', 'menu of the row'],
      ['R', 'pin the row as reference; the others are compared with it'],
      ['M', 'every view as it was then'],
      ['F, Shift F', 'show only what has this name, leave it out'],
      ['S', 'open the call site'],
      ['T', 'track again …'],
      ['C, Shift C', 'copy for a ticket (Markdown), for Jira'],
      ['N, P, J, U', 'copy name, properties, JSON, cURL'],
    ],
  ],
  [
    'Details',
    [
      ['↑ ↓ Home End', 'from line to line of the properties'],
      ['→ ←', 'open a line, close it'],
      ['Enter, Alt Enter', 'show only what has this value, leave it out'],
      ['← ↑ → ↓ on the edge', 'give the details more room, or less'],
      ['Esc', 'close them; the focus goes back to the row'],
    ],
  ],
  [
    'Time axis',
    [
      ['← →', 'from mark to mark'],
      ['+, -, 0', 'look closer, less close, at everything'],
      ['Page ↑ ↓', 'earlier, later'],
    ],
  ],
  [
    'Heads of the columns',
    [
      ['Enter', 'sort; again the other way round; again as it happened'],
      ['← →', 'from head to head'],
      ['Shift ← →', 'change the width'],
    ],
  ],
  [
    'Filter',
    [
      ['↓ ↑', 'through what can be typed next'],
      ['Enter or Tab', 'take it; Enter without one goes to the list'],
      ['Esc', 'close the list, empty the filter, leave it: one after the other'],
    ],
  ],
]

/** A dialog; `onClose` takes it away. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div class="shortcuts">
        {KEYS.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, meaning]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" data-first onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}
