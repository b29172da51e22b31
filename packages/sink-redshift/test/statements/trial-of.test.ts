import { describe, expect, test } from 'vitest'
import { trialOf } from '../../src/statements/syntax/trial-of.js'

const sent = (text: string) => trialOf({ text }).statement?.text

test.each([
  'select 1',
  '(select 1) union select 2',
  '/* a /* b */ */ -- c\n with x as (select 1) select * from x',
  'insert into t values (1)',
  'update t set a = 1',
  'delete from t',
  'merge into t using s on t.id = s.id when matched then update set a = 1',
  'create table if not exists public.t (a int)',
  'create local temporary table t (a int)',
  'create or replace view v as select 1',
  'create materialized view v as select 1',
  'alter table "a schema".t add column b int',
  'alter table t rename column type to kind',
  'alter table append add column b int',
  'alter table s.alter alter column type encode zstd',
  'alter table t alter distkey type',
  'drop view v',
  'set query_group to x',
  'explain vacuum t',
])('all of it is tried: %s', (text) => {
  expect(trialOf({ text })).toEqual({ statement: { text } })
})

test.each([
  ['call p()', /procedure/],
  ['grant select on t to public', /rollback/],
  ['analyze t', /rollback/],
  ['create external table s.t (a int) location $$s3://b/k$$', /rollback/],
  ['create table_of_mine', /rollback/],
  ['create user u password disable', /rollback/],
  ['refresh materialized view v', /rollback/],
  ['select pg_terminate_backend(pid) from stv_sessions', /other sessions/],
  ['select "PG_cancel_backend"(1)', /other sessions/],
  [`unload ('select pg_cancel_backend(1)') to 's3://b/k'`, /objects/],
  ['comment on table t is $$a$$', /rollback/],
  ['"select" 1', /rollback/],
  ['', /rollback/],
])('nothing of it is tried: %s', (text, reason) => {
  expect(trialOf({ text })).toEqual({ reason: expect.stringMatching(reason) })
})

test.each([
  'vacuum full t',
  'alter table public.t append from s',
  'ALTER TABLE "a t" APPEND FROM s ignoreextra',
  'alter table "t" alter column a type varchar(99)',
  'alter table "s"."t" alter "type" type varchar(99)',
  '/* a */ alter table append append from append',
])('nothing of it is tried, as it fails within a transaction: %s', (text) => {
  expect(trialOf({ text })).toEqual({ failure: expect.stringMatching(/transaction: none/) })
})

describe('of UNLOAD, its query is tried', () => {
  test.each([
    [`unload ('select ''a'', 1;') to 's3://b/k' iam_role default`, `select 'a', 1`],
    [`UNLOAD($$select 'a' -- b$$) to 's3://b/k'`, `select 'a' -- b`],
    [String.raw`unload ('select \'a\' || \'\\n\'') to 's3://b/k'`, String.raw`select 'a' || '\n'`],
  ])('%s', (text, query) => {
    expect(trialOf({ text, values: [1] })).toEqual({
      statement: { text: `select count(*) from (\n${query}\n) as unloaded`, values: [1] },
      reason: 'it writes objects, which no rollback removes',
      instead: 'its query',
    })
  })
})

describe('of COPY', () => {
  test.each([
    [
      `copy t from 's3://b/k' iam_role default csv -- why`,
      `copy t from 's3://b/k' iam_role default csv noload`,
    ],
    [`copy t (a) from $$s3://b/k$$ json 'auto';`, `copy t (a) from $$s3://b/k$$ json 'auto' noload`],
    [`copy t from 's3://b/k' noload csv`, `copy t from 's3://b/k' noload csv`],
    [`copy t from 's3://b/k/parquet/' csv`, `copy t from 's3://b/k/parquet/' csv noload`],
  ])('that has NOLOAD, that is tried: %s', (text, noLoad) => {
    expect(sent(text)).toBe(noLoad)
  })

  test.each([
    `copy t from 's3://b/k' format as parquet`,
    `copy t from 's3://b/k' format orc`,
    `copy t from 's3://b/k' ssh`,
    `copy t from 's3://b/k' csv job create j auto on`,
    `copy t from 'dynamodb://x' readratio 50`,
    `copy t from 'emr://j/x'`,
    'copy t',
  ])('that has none, nothing is tried: %s', (text) => {
    expect(trialOf({ text })).toEqual({ reason: 'it loads objects' })
  })
})
