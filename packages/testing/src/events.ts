import { jsonObject, property, type Target } from '@arbalest/core'

/** The table that the suites load: three columns, one of them nested, one that may be ranged over. */
export const EVENTS: Target = jsonObject(
  'events',
  property('id', 'integer'),
  property('at', 'varchar(32)'),
  property('user', property('name', 'varchar(8)')),
)

/** One document of the kind that {@link EVENTS} takes. */
export interface EventDocument {
  readonly id: unknown
  readonly at?: string | null
  readonly user?: { readonly name?: string | null }
}

/**
 * The documents as JSON, one a line.
 *
 * @example
 * ```ts
 * await source.put('a.json', lines({ id: 1 }, { id: 2 }))
 * ```
 */
export function lines(...documents: readonly EventDocument[]): string {
  return documents.map((document) => `${JSON.stringify(document)}\n`).join('')
}

/**
 * The row that a document becomes.
 *
 * @example
 * ```ts
 * const rows = [1, 2].map((id) => rowOf({ id }))
 * ```
 */
export function rowOf({ id, at, user }: EventDocument): Row {
  return { id, at: at ?? null, user_name: user?.name ?? null }
}

/** A row of a table, by column. */
export type Row = Readonly<Record<string, unknown>>

/** Returns rows as text, in one order whatever theirs is. */
export function rowsInOrder(rows: readonly Row[]): string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted()
}
