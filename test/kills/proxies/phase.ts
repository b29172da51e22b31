/** What the statements of a load are for, by how they begin; the first that fits counts. */
const STATEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^begin$/, 'begin'],
  [/^commit$/, 'commit'],
  [/^rollback$/, 'rollback'],
  [/^lock table ("\w+"\.)?"arbalest_marks/, 'lock marks'],
  [/^lock table ("\w+"\.)?"arbalest_lock/, 'lock target'],
  [/^create table .*"arbalest_lock/, 'make lock of target'],
  [/^create table .*"arbalest_marks/, 'make table of marks'],
  [/^select .*from ("\w+"\.)?"arbalest_marks\S* (where "key" > \S+ )?order by/, 'read marks'],
  [/^select .*from ("\w+"\.)?"arbalest_marks/, 'check marks'],
  [/^(insert into|delete from) ("\w+"\.)?"arbalest_marks/, 'mark'],
  [/^(insert into|delete from) ("\w+"\.)?"arbalest_loads/, 'note in ledger'],
  [/^create table .*"arbalest_loads/, 'make ledger'],
  [/^create or replace view .*"arbalest_loads/, 'make view of ledgers'],
  [/from pg_catalog\.pg_views/, 'look for view of ledgers'],
  [/pg_catalog\.pg_(class|attribute)/, 'look for table'],
  [/^create (temporary )?table ("\w+"\.)?"arbalest_staged/, 'stage'],
  [/^create table/, 'make table'],
  [/^copy /, 'copy'],
  [/pg_last_copy_count/, 'count rows'],
  [/from sys_load_detail/, 'count files'],
  [/pg_cancel_backend/, 'cancel'],
  [/^select count.*from "arbalest_staged/, 'look out of range'],
  [/^insert into .* from "arbalest_staged/, 'insert'],
  [/^drop table ("\w+"\.)?"arbalest_staged/, 'drop staged'],
  [/^alter table .* add column /, 'add column'],
  [/^(delete from|drop table|alter table) /, 'take away'],
]

/** What a statement is for. */
export function phaseOfStatement(sql: string): string {
  const [, phase] = STATEMENTS.find(([pattern]) => pattern.test(sql)) ?? []
  return phase ?? 'statement of the user'
}

/** What a call of the Data API is for: that which submits a statement, what the statement is for. */
export function phaseOfCall(operation: string, sql: string | undefined): string {
  return sql === undefined ? operation : phaseOfStatement(sql)
}

/** What a request to S3 is for. */
export function phaseOfRequest(method: string, url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://s3')
  if (searchParams.has('list-type')) return 'list'
  const verb = searchParams.has('delete') ? 'delete' : method.toLowerCase()
  const [, kind = 'object'] =
    /\/arbalest\/.*?(jsonpaths|manifest|note|segment|index|orphan)(?:e?s)?[/.]/.exec(pathname) ?? []
  return `${verb} ${kind}`
}
