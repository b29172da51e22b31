import {
  collect,
  compareKeys,
  ConflictError,
  LoadError,
  SinkError,
  type Copied,
  type Mark,
  type MarkChange,
  type Rejection,
  type Replaced,
  type ReplaceOptions,
  type RowRange,
  type SourceObject,
  type Statement,
  type Target,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import type { FolderState } from './folder-state.js'
import { readInsertion } from './insertion.js'
import { readRows, type Row } from './row.js'

/** A transaction on a copy of what a folder holds: it changes `state`, which its sink commits. */
export class FolderTransaction implements Transaction {
  readonly #state: FolderState
  readonly #context: TransactionContext
  readonly #staged = new Map<string, Row[]>()
  readonly #begun = new Date()
  #stages = 0

  constructor(state: FolderState, context: TransactionContext) {
    this.#state = state
    this.#context = context
  }

  async stage(target: Target): Promise<Target> {
    // No table of a target has a blank in its name.
    const table = `${target.table} staged ${this.#stages++}`
    this.#staged.set(table, [])
    return { ...target, table }
  }

  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    const table = this.#rows(into)
    const before = table.length
    for (const object of objects) {
      const { rows, rejections } = readRows(into, object, await this.#read(object), this.#begun)
      if (rejections[0]) throw new LoadError(describe(rejections[0]), rejections)
      for (const row of rows) table.push(row)
    }
    return { rows: table.length - before, rejected: 0 }
  }

  async replace(
    target: Target,
    staged: Target,
    range?: RowRange,
    { outside = 'refuse', sortedBy }: ReplaceOptions = {},
  ): Promise<Replaced> {
    const all = this.#rows(staged)
    const rows = range ? all.filter((row) => isIn(range, row)) : all
    if (range && rows.length < all.length && outside === 'refuse') throw outOf(range, all)
    const kept = range ? this.#rows(target).filter((row) => !isIn(range, row)) : []
    const inserted = sortedBy === undefined ? rows : rows.toSorted(by(sortedBy))
    this.#state.tables.set(target.table, [...kept, ...inserted])
    this.#staged.delete(staged.table)
    return { outside: all.length - rows.length }
  }

  async mark(changes: readonly MarkChange[]): Promise<void> {
    const { scope, origin } = this.#context
    const marks = this.#state.marks.get(scope) ?? new Map()
    this.#state.marks.set(scope, marks)
    for (const { key, version, state = 'loaded', reason, previous } of changes) {
      const before = marks.get(key)
      if (before?.version !== previous) throw new ConflictError(scope, key)
      if (version === null) marks.delete(key)
      else {
        const kept = origin ?? before?.origin
        marks.set(key, { key, version, state, ...(reason !== undefined && { reason }), origin: kept })
      }
    }
  }

  async *marks(): AsyncGenerator<readonly Mark[]> {
    const ofScope = [...(this.#state.marks.get(this.#context.scope)?.values() ?? [])]
    if (ofScope.length > 0) yield ofScope.toSorted((a, b) => compareKeys(a.key, b.key))
  }

  async execute(statement: Statement): Promise<void> {
    const { table, row } = readInsertion(statement)
    this.#rows({ table }).push(row)
  }

  async #read(object: SourceObject): Promise<string> {
    const { source } = this.#context
    if (!source?.open) {
      throw new SinkError('SOURCE_UNREADABLE', `Nothing opens "${object.url}": use a source that has "open".`)
    }
    return Buffer.concat(await collect(source.open(object))).toString()
  }

  /** The rows of a table as they now stand, to be added to; makes a table that is missing. */
  #rows({ table }: Pick<Target, 'table'>): Row[] {
    const rows = this.#staged.get(table) ?? this.#state.tables.get(table) ?? []
    if (!this.#staged.has(table)) this.#state.tables.set(table, rows)
    return rows
  }
}

function describe({ object, line, column, reason }: Rejection): string {
  const place = column === undefined ? `line ${line}` : `line ${line}, column "${column}"`
  return `${object}, ${place}: ${reason}`
}

function outOf(range: RowRange, rows: readonly Row[]): SinkError {
  const { column, from, to } = range
  const value = JSON.stringify(rows.find((row) => !isIn(range, row))?.[column])
  const bounds = to === undefined ? `at least ${from}` : `from ${from} to below ${to}`
  return new SinkError('OUT_OF_RANGE', `A row has ${value} in "${column}", which is not ${bounds}.`)
}

function isIn({ column, from, to }: RowRange, row: Row): boolean {
  const value = row[column]
  if (value === null || value === undefined) return false
  return compareKeys(String(value), from) >= 0 && (to === undefined || compareKeys(String(value), to) < 0)
}

function by(column: string): (a: Row, b: Row) => number {
  return (a, b) => compareKeys(String(a[column] ?? ''), String(b[column] ?? ''))
}
