import type { Context } from './context.js'

/** Runs `statements` in a transaction of their own, or in the client's block where one is open. */
export async function atomically(context: Context, statements: readonly string[]): Promise<void> {
  const own = !context.inBlock
  try {
    if (own) await context.query('begin')
    for (const statement of statements) await context.query(statement)
    if (own) await context.query('commit')
  } catch (error) {
    if (own) await context.query('rollback')
    throw error
  }
}
