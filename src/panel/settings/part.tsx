/** What every part of the settings page is made of: a section with its purpose, a list, what is wrong with an entry. */
import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../ui/parts/icon'

/** A section under its title; `about` says in a sentence what it is for. */
export function Part({
  title,
  about,
  children,
}: {
  readonly title: string
  readonly about: string
  readonly children: ComponentChildren
}) {
  return (
    <section class="part" aria-label={title}>
      <h3>{title}</h3>
      <p class="quiet">{about}</p>
      {children}
    </section>
  )
}

/** One entry of a list, with what takes it away. */
export interface Entry {
  readonly key: string
  readonly name: string
  readonly detail: string
  /** The word on the button. */
  readonly word: string
  readonly takeAway: () => void
}

/** The entries, or what to say where there are none. */
export function Entries({ entries, none }: { readonly entries: readonly Entry[]; readonly none: string }) {
  if (entries.length === 0) return <p class="quiet none">{none}</p>
  return (
    <ul class="entries">
      {entries.map(({ key, name, detail, word, takeAway }) => (
        <li key={key}>
          <span class="grow break">
            <b>{name}</b> <span class="quiet">{detail}</span>
          </span>
          <button
            type="button"
            class="button small"
            aria-label={`${word}: ${name}`}
            onClick={(event) => {
              // The button goes away with its entry: the focus must not go with it.
              event.currentTarget.closest<HTMLElement>('.settings')?.focus()
              takeAway()
            }}
          >
            {word}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What is wrong with what was typed; `id` is what the field is described by. */
export function Problem({ id, text }: { readonly id: string; readonly text: string | null }) {
  return (
    <p id={id} class="problem" role="alert">
      {text !== null && (
        <>
          <Icon name="warning" /> {text}
        </>
      )}
    </p>
  )
}

/** The form for one more entry, with the word on its button. */
export function Add({
  word,
  onAdd,
  children,
}: {
  readonly word: string
  readonly onAdd: () => void
  readonly children: ComponentChildren
}) {
  return (
    <form
      class="settings-form"
      onSubmit={(event) => {
        event.preventDefault()
        onAdd()
      }}
    >
      {children}
      <button type="submit" class="button">
        {word}
      </button>
    </form>
  )
}

/**
 * A labelled line of text. `problem` is the id of what is said to be wrong in the form, `wrong` whether it is this
 * field, and `onEdit` takes that back; `list` is the id of what it may be completed from.
 */
export function TextField({
  label,
  value,
  onEdit,
  problem,
  wrong,
  ...rest
}: {
  readonly label: string
  readonly value: Signal<string>
  readonly onEdit?: () => void
  readonly problem?: string
  readonly wrong?: boolean
  readonly placeholder?: string
  readonly list?: string
}) {
  return (
    <label class="field grow">
      <span>{label}</span>
      <input
        type="text"
        spellcheck={false}
        autocomplete="off"
        aria-invalid={wrong}
        aria-describedby={problem}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value
          onEdit?.()
        }}
        {...rest}
      />
    </label>
  )
}

/** A labelled choice. */
export function Choice({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, word: string])[]
  readonly onChoose: (value: string) => void
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  )
}
