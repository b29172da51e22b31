import { SinkError, type Merged, type MergeOptions, type Target } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import * as merge from '../statements/tables/merge.js'
import { dropTable } from '../statements/tables/tables.js'

/**
 * Merges the rows of the table `staged` into that of `target`, which both exist, and drops `staged`.
 * It deletes and inserts rather than to run MERGE, which takes one row for each key, and no row that
 * neither updates nor deletes (https://docs.aws.amazon.com/redshift/latest/dg/r_MERGE.html).
 */
export async function mergeRows(
  session: Session,
  target: Target,
  staged: Target,
  options: MergeOptions,
): Promise<Merged> {
  const doing = `merge rows into "${target.table}"`
  const count = async (statement: ReturnType<typeof merge.countRows>) =>
    Number((await session.query(statement, doing))[0]?.['rows'])
  const from = await latestOf(session, staged, options, doing)
  const { order, delete: deletion } = options
  if (order !== undefined) await session.query(merge.deleteEarlier(target.table, from, options), doing)
  let deleted = 0
  const before = await count(merge.countRows(target.table))
  if (deletion?.keep !== undefined) {
    deleted = await count(merge.countDeletions(from, deletion))
    await session.query(merge.keepDeleted(target.table, from, options, deletion), doing)
    await session.query(merge.deleteDeletions(target.table, from, options, deletion), doing)
  } else if (deletion) {
    await session.query(merge.deleteByKey(target.table, from, options, 'deletions'), doing)
    deleted = before - (await count(merge.countRows(target.table)))
  }
  await session.query(merge.deleteByKey(target.table, from, options), doing)
  const left = await count(merge.countRows(target.table))
  await session.query(merge.insertMerged(target, from, options), doing)
  const after = await count(merge.countRows(target.table))
  const tombstones = deletion?.keep === undefined ? 0 : await count(merge.countDeletions(from, deletion))
  for (const table of new Set([from, staged.table])) await session.query(dropTable(table), doing)
  const updated = before - left - (deletion && deletion.keep === undefined ? deleted : 0)
  return { inserted: after - left - updated - tombstones, updated, deleted }
}

/** Returns the table that has the latest row of each key of `staged`: that table itself, if it has one of each. */
async function latestOf(
  session: Session,
  staged: Target,
  options: MergeOptions,
  doing: string,
): Promise<string> {
  const [row] = await session.query(merge.countKeys(staged.table, options), doing)
  const [nulls, several] = [Number(row?.['nulls'] ?? 0), Number(row?.['several'] ?? 0)]
  const key = options.key.map((name) => `"${name}"`).join(', ')
  if (nulls > 0) throw invalid(`${nulls} of the rows to merge have no value in a column of their key, ${key}`)
  if (several === 0) return staged.table
  if (options.order === undefined)
    throw invalid(
      `${several} keys (${key}) have several of the rows to merge, and without an order none of them is the later one`,
    )
  const [tied] = await session.query(merge.countTies(staged, options), doing)
  const ties = Number(tied?.['ties'])
  if (ties > 0)
    throw invalid(
      `${ties} keys (${key}) have several of the rows to merge with the same "${options.order}", which differ`,
    )
  const name = `${staged.table.replace(/^.*\./, '')}_latest`
  await session.query(merge.keepLatest(name, staged, options), doing)
  return name
}

function invalid(what: string): SinkError {
  return new SinkError(
    'KEY_INVALID',
    `${what}. Nothing of this transaction is loaded. Correct the objects, or the key and the order of the strategy.`,
  )
}
