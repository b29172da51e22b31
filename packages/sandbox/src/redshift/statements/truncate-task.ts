import type { Task } from './context.js'

/** TRUNCATE: commits, with it all that its block had done. https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html */
export function truncateTask(sql: string): Task {
  return async (context) => {
    await context.query(sql)
    if (context.inBlock || context.inPipeline) await context.query('commit')
    return 'TRUNCATE TABLE'
  }
}
