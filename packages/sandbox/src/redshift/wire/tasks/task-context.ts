import type { Context } from '../../statements/context/context.js'
import type { Backend } from '../backend/backend.js'
import { copyIn } from './copy-in.js'
import { copyOut } from './copy-out.js'
import { describeQuery } from './describe-query.js'

/** What a session lends to a statement that the sandbox runs itself, in addition to its connection to PostgreSQL. */
type Lent = Pick<
  Context,
  | 'catalog'
  | 'cluster'
  | 'database'
  | 'session'
  | 'queryId'
  | 'canceled'
  | 'moved'
  | 'unloaded'
  | 'inform'
  | 'use'
  | 'leave'
>

/** What such a statement may use. */
export function taskContext(backend: Backend, lent: Lent): Context {
  return {
    ...lent,
    inBlock: backend.status !== 'I',
    inPipeline: backend.pipelining,
    query: (sql) => backend.query(sql),
    describe: (sql) => describeQuery(backend, sql),
    copyOut: (sql) => copyOut(backend, sql),
    copyIn: (sql, chunks) => copyIn(backend, sql, chunks),
  }
}
