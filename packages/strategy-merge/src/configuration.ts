import { closedObject, optionsSchema, type MergeDeletion, type OptionsSchema } from '@arbalest/core/plugin'
import * as v from 'valibot'

/** What a configuration says of this strategy. */
export interface MergeConfiguration {
  /** The target's columns that make a row's key. */
  readonly key: string | readonly string[]
  /** The target's column by which the later of two rows of one key wins. Default: the row that was loaded last wins. */
  readonly order?: string | undefined
  /** Which rows are deletions. Default: none. */
  readonly delete?: MergeDeletion | undefined
  /**
   * What becomes of several rows of one key in a transaction, if none is later by its order: `fail`
   * loads nothing; `last` has that of the last object win. Two in one object always fail. Default: `fail`.
   */
  readonly duplicates?: 'fail' | 'last' | undefined
  /** How many objects one transaction may load. Default: 1000. */
  readonly batch?: number | undefined
  /** How many bytes of objects one transaction may load, if that is more than one object. Default: 100 GB. */
  readonly batchBytes?: number | undefined
}

const column = v.pipe(v.string('must be the name of a column.'), v.nonEmpty('must be the name of a column.'))

const amount = (what: string, description: string) =>
  v.optional(
    v.pipe(
      v.number(`must be a number of ${what}.`),
      v.integer(`must be a whole number of ${what}.`),
      v.minValue(1, 'must be at least 1.'),
      v.description(description),
    ),
  )

const deletion = closedObject({
  column: v.pipe(column, v.description('The column that shows whether a row is a deletion.')),
  value: v.pipe(
    v.string('must be the text that the column has in deletions.'),
    v.description('The value of the column in rows that are deletions.'),
  ),
  keep: v.optional(
    v.pipe(
      column,
      v.description(
        'An additional column of the table: deleted rows stay, and have the order of the deletion there. Default: deleted rows are removed.',
      ),
    ),
  ),
})

/** The schema of a {@link MergeConfiguration}. */
export const configurationSchema: OptionsSchema<MergeConfiguration> = optionsSchema(
  v.pipe(
    closedObject({
      key: v.pipe(
        v.union(
          [column, v.pipe(v.array(column), v.nonEmpty('must name at least one column.'))],
          'must be the name of a column, or a list of some.',
        ),
        v.description("The columns that form a row's key: a name, or a list of names."),
      ),
      order: v.optional(
        v.pipe(
          column,
          v.description(
            'The column that decides which of two rows with one key is later, and wins. Default: the row that was loaded last wins.',
          ),
        ),
      ),
      delete: v.optional(v.pipe(deletion, v.description('Which rows are deletions. Default: none.'))),
      duplicates: v.optional(
        v.pipe(
          v.picklist(['fail', 'last'], 'must be fail or last.'),
          v.description(
            'What happens to several rows with one key in a transaction, if none is later: fail loads nothing; with last, the row of the last object wins. Default: fail.',
          ),
        ),
      ),
      batch: amount('objects', 'How many objects one transaction may load. Default: 1000.'),
      batchBytes: amount(
        'bytes',
        'How many bytes of objects one transaction may load, if that is more than one object. Default: 100000000000.',
      ),
    }),
    v.forward(
      v.partialCheck(
        [['order'], ['delete']],
        ({ order, delete: given }: Pick<MergeConfiguration, 'order' | 'delete'>) =>
          order !== undefined || given?.keep === undefined,
        'has keep, which needs an order, because the order shows that a late row is earlier.',
      ),
      ['delete'],
    ),
  ),
)
