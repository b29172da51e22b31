import type {
  Loaded,
  RowRange,
  ReplaceOptions,
  SourceObject,
  Target,
  Transaction,
} from '@arbalest/core/plugin'

/** How rows of a series are put in the place of those that were there before. */
export interface Replacement {
  /** Makes the rows of `objects` those of `partition`. */
  partition(
    tx: Transaction,
    target: Target,
    partition: string,
    objects: readonly SourceObject[],
  ): Promise<Loaded>
  /** Makes the rows of `objects` those of `since` and of all partitions after it. */
  since(tx: Transaction, target: Target, since: string, objects: readonly SourceObject[]): Promise<Loaded>
}

/** Which rows are put where. */
export interface Rows {
  readonly objects: readonly SourceObject[]
  readonly target: Target
  /** What the rows are staged as: `target`, but for constants. */
  readonly staged: Target
  readonly range: RowRange
  readonly options: ReplaceOptions
}

/** Puts the rows of objects in the place of those in a range. */
export async function replaceRows(
  tx: Transaction,
  { objects, target, staged, range, options }: Rows,
): Promise<Loaded> {
  const table = await tx.stage(staged)
  const copied = await tx.copy(table, objects)
  const { outside } = await tx.replace(target, table, range, options)
  return { ...copied, rows: copied.rows - outside, outside }
}
