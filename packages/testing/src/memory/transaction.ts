import { randomUUID } from 'node:crypto'
import {
  collect,
  compareKeys,
  ConflictError,
  LoadError,
  SinkError,
  type Copied,
  type KeptRow,
  type LedgerEntry,
  type Mark,
  type MarkChange,
  type Merged,
  type MergeOptions,
  type Origin,
  type RowRange,
  type Rejection,
  type Replaced,
  type ReplaceOptions,
  type SourceObject,
  type Statement,
  type Target,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import type { Row } from '../events.js'
import type { MemoryWarehouse, WarehouseState } from './warehouse.js'
import { mergeRows } from './merge.js'
import { misfit, parsed, rowFor } from './row.js'

/** A transaction on a copy of a warehouse. */
export class MemoryTransaction implements Transaction {
  readonly #warehouse: MemoryWarehouse
  readonly #state: WarehouseState
  readonly #context: TransactionContext
  readonly #rejections: Rejection[] | undefined
  readonly #staged: string[] = []
  readonly #begun = new Date()
  /** How many more rows that do not fit may be left out. */
  #mayReject: number

  /** `rejections` gathers the rows that do not fit, and makes it a rehearsal. */
  constructor(
    warehouse: MemoryWarehouse,
    state: WarehouseState,
    context: TransactionContext,
    rejections?: Rejection[],
  ) {
    this.#warehouse = warehouse
    this.#state = state
    this.#context = context
    this.#rejections = rejections
    this.#mayReject = rejections ? Infinity : (context.badRows?.most ?? 0)
  }

  async stage(target: Target): Promise<Target> {
    const staged = { ...target, table: `${target.table}__staged_${this.#staged.length}` }
    this.#staged.push(staged.table)
    this.#state.tables.set(staged.table, [])
    return staged
  }

  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    const table = this.#rows(into)
    const rows: Row[] = []
    const rejections: Rejection[] = []
    for (const object of objects) {
      for (const [index, line] of (await this.#read(object)).split('\n').entries()) {
        if (!line) continue
        const place = { object: object.url, line: index + 1 }
        const document = parsed(line)
        const row = document === undefined ? undefined : rowFor(into, document, this.#begun)
        const wrong = row ? misfit(into, row) : NO_JSON
        if (wrong) rejections.push({ ...place, ...wrong })
        else rows.push(row!)
      }
    }
    this.#mayReject -= rejections.length
    if (this.#mayReject < 0) throw new LoadError(describe(rejections[0]!), rejections)
    this.#rejections?.push(...rejections)
    table.push(...rows)
    return { rows: rows.length, rejected: rejections.length, ...(rejections.length > 0 && { rejections }) }
  }

  async replace(
    target: Target,
    staged: Target,
    range?: RowRange,
    options: ReplaceOptions = {},
  ): Promise<Replaced> {
    const { outside: onOutside = 'refuse', sortedBy } = options
    const all = this.#rows(staged)
    const rows = range ? all.filter((row) => isIn(range, row)) : all
    const outside = all.find((row) => !rows.includes(row))
    if (range && outside && onOutside === 'refuse') {
      throw new SinkError(
        'OUT_OF_RANGE',
        `A row with ${range.column} ${JSON.stringify(outside[range.column])} is not from ${range.from} to below ${range.to}.`,
      )
    }
    const kept = range ? this.#rows(target).filter((row) => !isIn(range, row)) : []
    const inserted = sortedBy === undefined ? rows : rows.toSorted(by(sortedBy))
    this.#rows(target) // made if it is missing
    this.#state.tables.set(target.table, [...kept, ...inserted])
    this.#state.tables.delete(staged.table)
    return { outside: all.length - rows.length }
  }

  async merge(target: Target, staged: Target, options: MergeOptions): Promise<Merged> {
    const { rows, merged } = mergeRows(this.#rows(target), this.#rows(staged), options)
    this.#state.tables.set(target.table, [...rows])
    this.#state.tables.delete(staged.table)
    return merged
  }

  async mark(changes: readonly MarkChange[]): Promise<void> {
    if (this.#rejections) return
    const { scope, origin } = this.#context
    const marks = this.#state.marks.get(scope) ?? new Map<string, Mark>()
    this.#state.marks.set(scope, marks)
    for (const { key, version, state = 'loaded', reason, previous } of changes) {
      const before = marks.get(key)
      if (before?.version !== previous) throw new ConflictError(scope, key)
      if (version === null) marks.delete(key)
      else {
        const kept = origin ? this.#originNow(origin) : before?.origin
        marks.set(key, { key, version, state, ...(reason !== undefined && { reason }), origin: kept })
      }
    }
  }

  async *marks(): AsyncGenerator<readonly Mark[]> {
    const marks = [...(this.#state.marks.get(this.#context.scope)?.values() ?? [])]
    if (marks.length > 0) yield marks.toSorted((a, b) => compareKeys(a.key, b.key))
  }

  async note(entry: LedgerEntry): Promise<void> {
    this.#state.ledger.push({ ...entry, loadedAt: new Date() })
  }

  async keep(rows: readonly KeptRow[], units: readonly string[] | 'all'): Promise<void> {
    const { kept } = this.#state
    const { scope } = this.#context
    const others = (kept.get(scope) ?? []).filter(({ unit }) => units !== 'all' && !units.includes(unit))
    kept.set(scope, [...rows.map((row) => ({ ...row, keptAt: this.#begun })), ...others])
  }

  async execute({ text, values = [] }: Statement): Promise<void> {
    this.#warehouse.meaningOf(text)(this.#state.tables, values)
  }

  /** Drops what was staged and not used, as the transaction ends. */
  end(): void {
    for (const table of this.#staged) this.#state.tables.delete(table)
  }

  async #read(object: SourceObject): Promise<string> {
    const { source } = this.#context
    if (!source?.open) throw new TypeError(`There is no source to read "${object.url}" from.`)
    return Buffer.concat(await collect(source.open(object))).toString()
  }

  #rows({ table }: Target): Row[] {
    const { tables, identities } = this.#state
    const rows = tables.get(table) ?? []
    if (!tables.has(table)) identities.set(table, randomUUID())
    tables.set(table, rows)
    return rows
  }

  /** Returns an origin that says which table it is about, if that has a row. */
  #originNow(origin: Origin): Origin {
    const { tables, identities } = this.#state
    const identity = tables.get(origin.table)?.length ? identities.get(origin.table) : undefined
    return identity === undefined || origin.identity !== undefined ? origin : { ...origin, identity }
  }
}

const NO_JSON = { reason: 'is no JSON.' }

function describe({ object, line, column, reason }: Rejection): string {
  return `${object}, line ${line}${column === undefined ? '' : `, column "${column}"`}: ${reason}`
}

function isIn({ column, from, to }: RowRange, row: Row): boolean {
  const value = row[column]
  return value !== null && String(value) >= from && (to === undefined || String(value) < to)
}

function by(column: string): (a: Row, b: Row) => number {
  return (a, b) => compareKeys(String(a[column] ?? ''), String(b[column] ?? ''))
}
