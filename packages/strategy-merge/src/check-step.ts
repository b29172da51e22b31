import { parseColumnType, type Column, type Fault, type Target } from '@arbalest/core/plugin'
import type { MergeStrategyOptions } from './options.js'

/** Types whose values are earlier or later than each other. */
const ORDERED =
  /^(?:smallint|integer|bigint|real|double precision|date|timestamp|timestamptz)$|^(?:numeric|(?:var)?char)\(/

/** Types that no key can have, as their values cannot be compared. */
const INCOMPARABLE = /^(?:super|geometry|geography|hllsketch)$/

/** Returns all that keeps rows from being merged into `target` with these options. */
export function checkStep(options: MergeStrategyOptions, target: Target): readonly Fault[] {
  return [...faultsOf(options, target)].map(([path, message]) => ({
    path: ['strategy', 'with', ...path],
    message,
  }))
}

type OptionFault = [path: readonly string[], message: string]

function* faultsOf(
  { key, order, delete: deletion }: MergeStrategyOptions,
  { table, columns }: Target,
): Generator<OptionFault> {
  const names = columns.map(({ name }) => name).join(', ')
  const find = (name: string) => columns.find((column) => column.name === name)
  const missing = (name: string) => `"${name}" is not a column of "${table}"; it has ${names}.`
  for (const name of key) {
    const column = find(name)
    if (!column) yield [['key'], missing(name)]
    else if (is(column, INCOMPARABLE))
      yield [['key'], `"${name}" is ${column.type}, which cannot be compared.`]
  }
  if (order !== undefined) {
    const column = find(order)
    if (!column) yield [['order'], missing(order)]
    else if (key.includes(order))
      yield [['order'], `"${order}" is part of the key: all rows of one key have the same value.`]
    else if (!is(column, ORDERED))
      yield [
        ['order'],
        `"${order}" is ${column.type}, whose values have no order; use a time, a number or text.`,
      ]
  }
  if (!deletion) return
  const { column, keep } = deletion
  if (!find(column)) yield [['delete', 'column'], missing(column)]
  else if (key.includes(column)) yield [['delete', 'column'], `"${column}" is part of the key.`]
  if (keep !== undefined && find(keep))
    yield [
      ['delete', 'keep'],
      `"${keep}" is a column that objects fill; name another, which this strategy adds to the table.`,
    ]
}

function is({ type }: Column, types: RegExp): boolean {
  return types.test(parseColumnType(type))
}
