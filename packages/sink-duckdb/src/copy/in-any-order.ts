import type { CopyContext } from './copy-context.js'

/**
 * Does `work`, which may add rows in any order. To keep the order of files and of their rows, DuckDB stores the rows of each file
 * apart from those of the others; of files with a little more than one of its groups of rows (122,880), it then writes the groups
 * again when the database is closed, into a file of twice the size
 * (https://duckdb.org/docs/stable/guides/performance/how_to_tune_workloads#the-preserve_insertion_order-option).
 */
export async function inAnyOrder<T>({ outside }: CopyContext, work: () => Promise<T>): Promise<T> {
  // The setting is one of the whole database, and a transaction that has failed cannot set it back.
  await outside((other) => other.run('set global preserve_insertion_order = false'))
  try {
    return await work()
  } finally {
    await outside((other) => other.run('reset global preserve_insertion_order'))
  }
}
