import type { StatementCheck } from './statement-check.js'

/** By statement, of those about views, keys and names. */
export const nameChecks: Readonly<Record<string, StatementCheck>> = {
  'CREATE VIEW v AS SELECT a FROM later.t WITH NO SCHEMA BINDING': {
    after: 'create schema later; create table later.t as select 5 as a',
    query: 'select a from v',
    rows: [[5]],
  },
  'CREATE MATERIALIZED VIEW v AUTO REFRESH YES AS SELECT a FROM t': {
    after: "insert into t values (5, 'z'); refresh materialized view v",
    query: 'select a from v order by a',
    rows: [[1], [5]],
  },
  'ALTER TABLE t DROP CONSTRAINT c': {
    before: 'alter table t add constraint c unique (a)',
    query: "select conname from pg_constraint where conrelid = 't'::regclass",
    rows: [],
  },
  'SET enable_case_sensitive_identifier TO true': {
    after: 'create table cased ("Kept" int); reset enable_case_sensitive_identifier',
    query: `select "column" from pg_table_def where tablename = 'cased'`,
    rows: [['Kept']],
  },
}
