import { array, constant, constantFrom, oneof, record } from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { message } from '../../../src/redshift/wire/messages/message.js'
import { requests } from '../../../src/redshift/wire/messages/requests.js'

/** One message, and what ends its answer. */
export interface Step {
  readonly shown: string
  readonly bytes: Buffer
  readonly last: string
}

const STATEMENTS = [
  'begin',
  'commit',
  'rollback',
  'insert into t values (1)',
  'insert into t values (2)',
  'delete from t where n = 1',
  'select count(*), sum(n) from t',
  'select n from t order by n',
  'truncate t',
  "copy t from 's3://files/in/' iam_role default",
  "copy t from 's3://files/bad/' iam_role default",
  "copy missing from 's3://files/in/' iam_role default",
  "unload ('select n from t') to 's3://files/out/' iam_role default allowoverwrite",
  'alter table t append from u',
  'create temp table if not exists v (n int) diststyle all',
  'select pg_last_copy_count()',
  "set query_group to 'x'",
  'vacuum t',
  'lock t',
  'select 1/0',
  'selec 1',
  'savepoint a',
  "select 'open",
  'select 1; select 2',
  '',
]

const statement = constantFrom(...STATEMENTS)
const name = constantFrom('', 'a', 'b')
const portal = constantFrom('', 'p')

const parse = (sql: string, as: string): Step => ({
  shown: `Parse ${as}: ${sql}`,
  bytes: requests.parse(as, sql),
  last: '1',
})
const bind = (to: string, from: string): Step => ({
  shown: `Bind ${to} of ${from}`,
  bytes: message('B', to, from, Buffer.alloc(6)),
  last: '2',
})
const execute = (of: string): Step => ({ shown: `Execute ${of}`, bytes: message('E', of, 0), last: 'CIs' })
/** A Describe or Close of a statement (`S`) or portal (`P`). */
export const about = (type: 'D' | 'C', kind: string, of: string): Step => ({
  shown: `${type === 'D' ? 'Describe' : 'Close'} ${kind} ${of}`,
  bytes: message(type, Buffer.from(kind), of),
  last: type === 'D' ? 'Tn' : '3',
})
/** A query message. */
export const query = (sql: string): Step => ({ shown: `Query ${sql}`, bytes: requests.query(sql), last: 'Z' })
export const sync: Step = { shown: 'Sync', bytes: requests.sync(), last: 'Z' }
const flush: Step = { shown: 'Flush', bytes: requests.flush(), last: '' }

/** Not among the statements, so that its answer is known from the others'. */
export const END = query("select 'the end'")

/** What most clients send for one statement. */
const whole: Arbitrary<Step[]> = record({ sql: statement, as: name, to: portal }).map(({ sql, as, to }) => [
  parse(sql, as),
  bind(to, as),
  execute(to),
])

/** Messages in any order; the last two end what transaction there is, and tell the end. */
export const pipeline: Arbitrary<Step[]> = array(
  oneof(
    { arbitrary: whole, weight: 6 },
    record({ sql: statement, as: name }).map(({ sql, as }) => [parse(sql, as)]),
    record({ to: portal, from: name }).map(({ to, from }) => [bind(to, from)]),
    portal.map((of) => [execute(of)]),
    record({ type: constantFrom('D' as const, 'C' as const), of: name }).map(({ type, of }) => [
      about(type, 'S', of),
    ]),
    record({ type: constantFrom('D' as const, 'C' as const), of: portal }).map(({ type, of }) => [
      about(type, 'P', of),
    ]),
    statement.map((sql) => [query(sql)]),
    record({ first: statement, second: statement }).map(({ first, second }) => [
      query(`${first}; ${second}`),
    ]),
    { arbitrary: constant([sync]), weight: 3 },
    constant([flush]),
  ),
  { minLength: 1, maxLength: 12 },
).map((steps) => [...steps.flat(), sync, query('rollback'), END])
