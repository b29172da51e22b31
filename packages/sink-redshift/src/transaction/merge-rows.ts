import { counted, SinkError, type Merged, type MergeOptions, type Target } from '@arbalest/core/plugin'
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
  const into = target.table
  const { order, delete: deletion } = options
  if (order !== undefined) await session.query(merge.deleteEarlier(into, from, options), doing)
  const before = await count(merge.countRows(into))
  await session.query(merge.deleteReplaced(into, from, options), doing)
  const left = await count(merge.countRows(into))
  await session.query(merge.insertLive(target, from, options), doing)
  const live = await count(merge.countRows(into))
  const updated = before - left
  let deleted = 0
  if (deletion?.keep !== undefined) {
    deleted = await count(merge.countDeleted(into, from, options, deletion))
    await session.query(merge.keepDeleted(into, from, options, deletion), doing)
    await session.query(merge.deleteDeletions(into, from, options, deletion), doing)
    await session.query(merge.insertDeletions(target, from, options, deletion), doing)
    deleted += (await count(merge.countRows(into))) - live
  } else if (deletion) {
    await session.query(merge.deleteDeleted(into, from, options, deletion), doing)
    deleted = live - (await count(merge.countRows(into)))
  }
  for (const table of new Set([from, staged.table])) await session.query(dropTable(table), doing)
  return { inserted: live - left - updated, updated, deleted }
}

/** Returns the table that has the latest row of each key of `staged`, and its latest deletion: that table itself, if it has one row of each. */
async function latestOf(
  session: Session,
  staged: Target,
  options: MergeOptions,
  doing: string,
): Promise<string> {
  const [row] = await session.query(merge.countKeys(staged.table, options), doing)
  const [nulls, several] = [Number(row?.['nulls'] ?? 0), Number(row?.['several'] ?? 0)]
  const key = options.key.map((name) => `"${name}"`).join(', ')
  if (nulls > 0)
    throw invalid(
      `${counted(nulls, 'of the rows to merge has', 'of the rows to merge have')} no value in a column of their key, ${key}`,
    )
  if (several === 0) return staged.table
  if (options.order === undefined)
    throw invalid(
      `${counted(several, 'key')} (${key}) ${several === 1 ? 'has' : 'have'} several of the rows to merge, and without an order none of them is the later one`,
    )
  const [tied] = await session.query(merge.countTies(staged, options), doing)
  const ties = Number(tied?.['ties'])
  if (ties > 0)
    throw invalid(
      `${counted(ties, 'key')} (${key}) ${ties === 1 ? 'has' : 'have'} several of the rows to merge with the same "${options.order}", which differ`,
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
