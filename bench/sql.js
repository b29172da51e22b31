// What Redshift's SQL costs: the sandbox against the engine that it stands on, bare, and against another build of the sandbox.
// Usage: node bench/sql.js [rows] [folder of the dist of another build of the sandbox]
import { Client } from 'pg'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'

const [rows = 1_000_000, other] = process.argv.slice(2)
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
const load = (dist, file) => import(pathToFileURL(resolve(dist, 'redshift', file)).href)
const dist = 'packages/sandbox/dist'
const { startPostgres } = await load(dist, 'engine/postgres.js')
const { SUPERUSER } = await load(dist, 'engine/cluster.js')
const sandboxes = { sandbox: dist, ...(other && { other }) }

/** The least of `times` runs in milliseconds, which other work on the machine disturbs the least. */
async function least(times, work) {
  let best = Infinity
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await work()
    best = Math.min(best, performance.now() - began)
  }
  return best
}

/** The least of `times` runs of each of `works`, in turns, so that all meet the same disturbances. */
async function inTurns(times, works) {
  const best = {}
  for (let i = 0; i < times; i++) {
    for (const [name, work] of Object.entries(works)) {
      best[name] = Math.min(best[name] ?? Infinity, await least(1, () => work(i)))
    }
  }
  return best
}

function report(what, { sandbox, ...rivals }) {
  const compared = Object.entries(rivals).map(
    ([name, time]) => `${name} ${time.toFixed(2)} ms, ratio ${(sandbox / time).toFixed(2)}`,
  )
  console.log(`${what}: sandbox ${sandbox.toFixed(2)} ms; ${compared.join('; ')}`)
}

const starts = {}
const servers = {}
const clients = {}
for (const [name, folder] of Object.entries(sandboxes)) {
  const { startRedshift } = await load(folder, 'redshift.js')
  starts[name] = async () => (await startRedshift()).stop()
  servers[name] = await startRedshift()
  clients[name] = new Client(servers[name].url)
}
starts.bare = async () => (await startPostgres()).stop()
servers.bare = await startPostgres()
clients.bare = new Client({ host: servers.bare.socketFolder, user: SUPERUSER, database: 'postgres' })
report('a start', await inTurns(3, starts))

const columns = 'id bigint, k int, v int, d decimal(12,2), s varchar(20)'
for (const client of Object.values(clients)) {
  await client.connect()
  await client.query(
    `create table digits (n int); insert into digits values ${'0123456789'.replaceAll(/\d/g, '($&),').slice(0, -1)}`,
  )
  await client.query('create table names (n int, s varchar(20))')
  await client.query(`create table facts (${columns})`)
  await client.query(`insert into facts select n, n % 1000, n % 777, n % 777, 'k' || (n % 1000)::varchar(10) from (
    select a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n + 100000 * f.n as n
    from digits a, digits b, digits c, digits d, digits e, digits f) as numbers where n < ${Number(rows)}`)
  await client.query('analyze facts')
}

/** Statements, each a function of the turn: those of a program repeat, or differ by their values. */
const SHORT = [
  () => 'select 1',
  (i) => `select ${i}`,
  (i) => `select id, s from facts where id = ${i} and k < 0`,
  (i) => `insert into digits values (${i}), (${i + 1})`,
  (i) => `insert into names values (${i}, 'name ${i}')`,
  (i) => `update digits set n = n + 1 where n = ${i}`,
  (i) => `update names set s = 'name ${i}' where n = -1`,
  () => 'begin',
  () => 'commit',
]
/** What clients ask of the catalog, such as psql by `\\dt` and `\\d facts`. */
const CATALOG = {
  tables: `select n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner)
    from pg_catalog.pg_class c left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'
      and pg_catalog.pg_table_is_visible(c.oid) order by 1, 2`,
  'a table': `select c.oid, c.relkind, c.relhasindex, c.relhasoids, c.reltablespace, c.relpersistence
    from pg_catalog.pg_class c left join pg_catalog.pg_class toast on toast.oid = c.reltoastrelid
    where c.relname ~ '^(facts)$' and pg_catalog.pg_table_is_visible(c.oid)`,
  'its columns': `select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
      (select pg_catalog.pg_get_expr(d.adbin, d.adrelid) from pg_catalog.pg_attrdef d
        where d.adrelid = a.attrelid and d.adnum = a.attnum and a.atthasdef)
    from pg_catalog.pg_attribute a where a.attrelid = 'facts'::regclass and a.attnum > 0 and not a.attisdropped
    order by a.attnum`,
  'information_schema.tables':
    "select table_schema, table_name from information_schema.tables where table_schema = 'public'",
}
const LONG = [
  'select k, count(*), sum(v) from facts group by k',
  'select k, avg(v) from facts group by k',
  'select k, avg(d) from facts group by k',
  'select s, count(*) from facts group by s',
  'select count(distinct s) from facts',
  "select extract(month from '2026-01-01'::date + v), count(*) from facts group by 1",
]
const runs = (statement) =>
  Object.fromEntries(
    Object.entries(clients).map(([name, client]) => [name, (i) => client.query(statement(i))]),
  )
for (const statement of SHORT) report(statement('N'), await inTurns(500, runs(statement)))
const { bare: _bare, ...catalogs } = clients
for (const [what, sql] of Object.entries(CATALOG)) {
  const works = Object.entries(catalogs).map(([name, client]) => [name, () => client.query(sql)])
  report(what, await inTurns(500, Object.fromEntries(works)))
}
for (const sql of LONG)
  report(
    sql,
    await inTurns(
      5,
      runs(() => sql),
    ),
  )

for (const client of Object.values(clients)) await client.end()
for (const server of Object.values(servers)) await server.stop()
