import type { Translation } from '../sql/translation.js'
import type { Task } from './context.js'

/** TRUNCATE: commits, with it all that its block had done. https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html */
export function truncateTask(sql: Translation): Task {
  return async (context) => {
    await context.query(await sql(context.columnsOf))
    if (context.inBlock || context.inPipeline) await context.query('commit')
    return 'TRUNCATE TABLE'
  }
}
