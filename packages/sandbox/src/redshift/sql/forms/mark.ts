/**
 * The schema of the marks: calls that stand in a statement for what PostgreSQL's grammar has no form for,
 * from the moment that its tokens have been rewritten until its tree is. No database has such a schema.
 */
export const MARKS = 'redshift form'

/** What a mark stands for. */
export type Mark =
  | 'all'
  | 'connect by'
  | 'distinct'
  | 'exclude'
  | 'ignoring nulls'
  | 'outer'
  | 'pivot'
  | 'pivoted'
  | 'prior'
  | 'qualify'
  | 'start with'
  | 'top'
  | 'unnest'
  | 'unpivot'
  | 'unpivoted'

/** The mark `name` of these arguments, which are SQL. */
export function mark(name: Mark, args: readonly string[]): string {
  return `${markName(name)}(${args.join(', ')})`
}

/** The mark `name` where no more than a name may stand. */
export function markName(name: Mark): string {
  return `"${MARKS}"."${name}"`
}
