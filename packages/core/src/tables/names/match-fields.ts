import type { Column } from '../target/target.js'

/**
 * Returns, for each name of a field, the column that it means: the one of the same letters and
 * digits, in upper or lower case, so that `Order Date` means `order_date`. Undefined for a name
 * that means none, or that could mean several columns.
 *
 * @example
 * ```ts
 * const [column] = matchFields(target.columns, ['Order Date']) // that of order_date
 * ```
 */
export function matchFields(
  columns: readonly Column[],
  fields: readonly string[],
): readonly (Column | undefined)[] {
  const meant = new Map<string, Column | undefined>()
  for (const column of columns) {
    const name = essence(column.name)
    meant.set(name, meant.has(name) ? undefined : column)
  }
  return fields.map((field) => columns.find(({ name }) => name === field) ?? meant.get(essence(field)))
}

/** Returns a name without what differs between ways to write it; a name of other characters alone stays as it is. */
function essence(name: string): string {
  const lower = name.normalize('NFKC').toLowerCase()
  return lower.replaceAll(/[^\p{L}\p{N}]/gu, '') || lower
}
