import type { Context } from './context.js'

/** Does `work` in a transaction of its own, or in the client's block or pipeline if one is open. */
export async function atomically(context: Context, work: () => Promise<void>): Promise<void> {
  const own = !context.inBlock && !context.inPipeline
  try {
    if (own) await context.query('begin')
    await work()
    if (own) await context.query('commit')
  } catch (error) {
    if (own) await context.query('rollback')
    throw error
  }
}

/** Runs statements one after the other, all of them or none. */
export function runAtomically(context: Context, statements: Iterable<string>): Promise<void> {
  return atomically(context, async () => {
    for (const statement of statements) await context.query(statement)
  })
}
