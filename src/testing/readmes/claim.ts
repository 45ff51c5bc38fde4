/** What a vendor's README claims in its tables, row by row, and what shows each claim. */
import type { CommandName } from '../../core/contract/offer'
import type { Shown } from '../guides/statement'

/** A row of the table of operations. A cell that claims nothing (–) is shown by nothing. */
export interface OperationRow {
  /** The row's first cell. */
  readonly row: string
  /** The model's operations that it is about: together the rows have all of them. */
  readonly operations: readonly string[]
  /** The triggers that it is about: together the rows have all of them. */
  readonly commands: readonly CommandName[]
  readonly modelled: readonly Shown[]
  readonly observed: readonly Shown[]
  readonly decoded: readonly Shown[]
  readonly triggered: readonly Shown[]
}

/** The columns of that table, in its order. */
export const CELLS = ['modelled', 'observed', 'decoded', 'triggered'] as const

/** A row of the table of differences: the profiles side by side, or what is made of the shipped SDK's traffic. */
export interface DifferenceRow {
  /** The row's first cell. */
  readonly row: string
  /** The entries of the profiles that it is about: together the rows have all of them. */
  readonly differences: readonly string[]
  readonly shown: readonly Shown[]
}

/** The rows of a README's tables: the cells of each, without the head. */
export function tablesOf(markdown: string): readonly (readonly (readonly string[])[])[] {
  const tables: string[][][] = []
  let before = false
  for (const line of markdown.split('\n')) {
    const isRow = line.startsWith('|')
    if (isRow && !before) tables.push([])
    if (isRow) tables.at(-1)?.push(cellsOf(line))
    before = isRow
  }
  return tables.map((rows) => rows.slice(2))
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim())
}

/** What stands between backticks in a cell, in the parts that can be looked for: `a…` begins with a. */
export function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/[…*]/).filter((part) => part !== ''))
}
