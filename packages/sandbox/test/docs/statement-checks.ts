/** How the effect of a statement is seen, in a schema with t (1, 'x') and u (2, 'y'). */
export interface StatementCheck {
  readonly before?: string
  readonly after?: string
  readonly query: string
  readonly rows: readonly (readonly unknown[])[]
}

const t = 'select a, b from t order by a'
const made = { query: 'select count(*)::int from x', rows: [[0]] }
const columnsOf = (table: string) =>
  `select attname, format_type(atttypid, atttypmod) from pg_attribute
   where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped order by attnum`

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
  'CREATE TABLE x DISTSTYLE EVEN SORTKEY (n) AS SELECT 1 AS n': { query: 'select n from x', rows: [[1]] },
  'SELECT 1 AS a INTO x': { query: 'select a from x', rows: [[1]] },
  'ALTER TABLE t ADD COLUMN c int DEFAULT 7': { query: 'select c from t', rows: [[7]] },
  'ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 7': { query: 'select c from t', rows: [[7]] },
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
  'CREATE VIEW v AS SELECT a FROM t WITH NO SCHEMA BINDING': { query: 'select a from v', rows: [[1]] },
  'VACUUM FULL t TO 99 PERCENT BOOST': { query: t, rows: [[1, 'x']] },
  'ANALYZE t PREDICATE COLUMNS': { query: t, rows: [[1, 'x']] },
}

/** By attribute of the column c of x, beside a; of each that the page says is supported. */
export const attributeChecks: Readonly<Record<string, StatementCheck>> = {
  'DEFAULT 5': { after: 'insert into x (a) values (1)', query: 'select c from x', rows: [[5]] },
  'NOT NULL': {
    query: "select attnotnull from pg_attribute where attrelid = 'x'::regclass and attname = 'c'",
    rows: [[true]],
  },
  NULL: { after: 'insert into x (a) values (1)', query: 'select c from x', rows: [[null]] },
  'IDENTITY(10, 5)': {
    after: 'insert into x (a) values (1), (2)',
    query: 'select c from x order by c',
    rows: [[10], [15]],
  },
  'GENERATED BY DEFAULT AS IDENTITY(10, 5)': {
    after: 'insert into x (a) values (1), (2)',
    query: 'select c from x order by c',
    rows: [[10], [15]],
  },
}
