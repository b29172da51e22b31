import { nameChecks } from './name-checks.js'
import { stored, type StatementCheck } from './statement-check.js'

const t = 'select a, b from t order by a'
const made = { query: 'select count(*)::int from x', rows: [[0]] }
const columnsOf = (table: string) =>
  `select attname, format_type(atttypid, atttypmod) from pg_attribute
   where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped order by attnum`

const styleOf = (table: string, style: number) => ({
  query: `select releffectivediststyle from pg_class_info where reloid = '${table}'::regclass`,
  rows: [[style]],
})

/** By statement, of each that the page says is supported. */
export const statementChecks: Readonly<Record<string, StatementCheck>> = {
  "COPY t FROM 's3://bkt/form/data' IAM_ROLE default": {
    query: t,
    rows: [
      [1, 'x'],
      [3, 'z'],
    ],
  },
  "COPY t (b, a) FROM 's3://bkt/form/swapped' IAM_ROLE default FORMAT AS CSV": {
    query: t,
    rows: [
      [1, 'x'],
      [4, 'w'],
    ],
  },
  'CREATE TABLE x (a int)': made,
  'CREATE TABLE IF NOT EXISTS x (a int)': { before: 'create table x (b int)', ...made },
  'CREATE TEMP TABLE s (a int)': { query: 'select count(*)::int from s', rows: [[0]] },
  'CREATE TABLE #s (a int)': { query: 'select count(*)::int from #s', rows: [[0]] },
  'CREATE TABLE x (LIKE t)': {
    query: columnsOf('x'),
    rows: [
      ['a', 'integer'],
      ['b', 'character varying(20)'],
    ],
  },
  'CREATE TABLE x (LIKE t INCLUDING DEFAULTS)': {
    before: 'alter table t add column c int default 7',
    after: 'insert into x (a) values (5)',
    query: 'select a, c from x',
    rows: [[5, 7]],
  },
  'CREATE TABLE x DISTSTYLE EVEN SORTKEY (n) AS SELECT 1 AS n': {
    query: `select n, sortkey, releffectivediststyle from x, pg_table_def, pg_class_info
      where tablename = relname and reloid = 'x'::regclass`,
    rows: [[1, 1, 0]],
  },
  'CREATE TABLE x (a int) DISTSTYLE EVEN': styleOf('x', 0),
  'CREATE TABLE x (a int) DISTSTYLE ALL': styleOf('x', 8),
  'CREATE TABLE x (a int) DISTSTYLE KEY DISTKEY (a)': stored('x', ['a', 'az64', true, 0]),
  'CREATE TABLE x (a int) SORTKEY (a)': stored('x', ['a', 'none', false, 1]),
  'CREATE TABLE x (a int) COMPOUND SORTKEY (a)': stored('x', ['a', 'none', false, 1]),
  'CREATE TABLE x (a int, b int) INTERLEAVED SORTKEY (a, b)': stored(
    'x',
    ['a', 'none', false, -1],
    ['b', 'none', false, 2],
  ),
  'SELECT 1 AS a INTO x': { query: 'select a from x', rows: [[1]] },
  'ALTER TABLE t ADD COLUMN c int DEFAULT 7': { query: 'select c from t', rows: [[7]] },
  'ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 7': { query: 'select c from t', rows: [[7]] },
  'ALTER TABLE t ADD COLUMN c int ENCODE zstd': stored(
    't',
    ['a', 'az64', false, 0],
    ['b', 'lzo', false, 0],
    ['c', 'zstd', false, 0],
  ),
  'ALTER TABLE t ALTER COLUMN a ENCODE zstd, ALTER COLUMN b ENCODE raw': stored(
    't',
    ['a', 'zstd', false, 0],
    ['b', 'none', false, 0],
  ),
  ...Object.fromEntries(
    ['ALTER TABLE t ALTER DISTKEY a', 'ALTER TABLE t ALTER DISTSTYLE KEY DISTKEY a'].map((statement) => [
      statement,
      stored('t', ['a', 'az64', true, 0], ['b', 'lzo', false, 0]),
    ]),
  ),
  'ALTER TABLE t ALTER DISTSTYLE EVEN': styleOf('t', 0),
  'ALTER TABLE t ALTER DISTSTYLE AUTO': { before: 'alter table t alter diststyle even', ...styleOf('t', 10) },
  'ALTER TABLE t ALTER SORTKEY (a)': stored('t', ['a', 'none', false, 1], ['b', 'lzo', false, 0]),
  'ALTER TABLE t ALTER COMPOUND SORTKEY (a, b), ALTER DISTKEY b': stored(
    't',
    ['a', 'none', false, 1],
    ['b', 'none', true, 2],
  ),
  'ALTER TABLE t ALTER SORTKEY NONE': {
    before: 'alter table t alter sortkey (a)',
    ...stored('t', ['a', 'az64', false, 0], ['b', 'lzo', false, 0]),
  },
  'ALTER TABLE t DROP COLUMN b': { query: 'select * from t', rows: [[1]] },
  'ALTER TABLE t RENAME TO x': { query: 'select a from x', rows: [[1]] },
  'ALTER TABLE t RENAME COLUMN b TO c': { query: 'select c from t', rows: [['x']] },
  'ALTER TABLE t OWNER TO awsuser': {
    query: "select tableowner from pg_tables where tablename = 't' and schemaname = current_schema()",
    rows: [['awsuser']],
  },
  'ALTER TABLE t ALTER COLUMN b TYPE varchar(300)': {
    query: columnsOf('t'),
    rows: [
      ['a', 'integer'],
      ['b', 'character varying(300)'],
    ],
  },
  'ALTER TABLE t APPEND FROM u': {
    query: t,
    rows: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  BEGIN: { after: "insert into t values (9, 'z'); rollback", query: t, rows: [[1, 'x']] },
  'START TRANSACTION': { after: "insert into t values (9, 'z'); rollback", query: t, rows: [[1, 'x']] },
  'BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY': {
    after: "insert into t values (9, 'z'); commit",
    query: t,
    rows: [
      [1, 'x'],
      [9, 'z'],
    ],
  },
  ...Object.fromEntries(
    ['COMMIT', 'END'].map((end) => [
      end,
      {
        before: "begin; insert into t values (9, 'z')",
        after: 'rollback',
        query: t,
        rows: [
          [1, 'x'],
          [9, 'z'],
        ],
      },
    ]),
  ),
  ...Object.fromEntries(
    ['ROLLBACK', 'ABORT'].map((end) => [
      end,
      { before: "begin; insert into t values (9, 'z')", query: t, rows: [[1, 'x']] },
    ]),
  ),
  'LOCK t': {
    before: 'begin',
    query:
      "select mode from pg_locks where relation = 't'::regclass and granted and pid = pg_backend_pid() and mode like '%Exclusive%'",
    rows: [['AccessExclusiveLock']],
  },
  'TRUNCATE t': {
    before: "begin; insert into u values (3, 'z')",
    after: 'rollback',
    query: 'select (select count(*)::int from t), (select count(*)::int from u)',
    rows: [[0, 2]],
  },
  'MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT VALUES (u.a, u.b)':
    {
      query: t,
      rows: [
        [1, 'x'],
        [2, 'y'],
      ],
    },
  'MERGE INTO t USING u ON t.a = u.a REMOVE DUPLICATES': {
    query: t,
    rows: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  'DELETE FROM t USING u WHERE t.a = u.a': {
    before: 'insert into t select * from u',
    query: t,
    rows: [[1, 'x']],
  },
  "CREATE PROCEDURE p() AS $$ BEGIN COPY t FROM 's3://bkt/form/data' IAM_ROLE default; END $$ LANGUAGE plpgsql":
    {
      after: 'call p()',
      query: 'select count(*) from t',
      rows: [['2']],
    },
  ...nameChecks,
  'CREATE PROCEDURE p() NONATOMIC AS $$ DECLARE x varchar(max); BEGIN DELETE t; END $$ LANGUAGE plpgsql': {
    after: 'call p()',
    query: t,
    rows: [],
  },
  'CREATE DATABASE names_folded COLLATE CASE_INSENSITIVE': {
    query: "select datname from pg_database where datname = 'names_folded'",
    rows: [['names_folded']],
  },
  'VACUUM FULL t TO 99 PERCENT BOOST': { query: t, rows: [[1, 'x']] },
  'ANALYZE t PREDICATE COLUMNS': { query: t, rows: [[1, 'x']] },
}
