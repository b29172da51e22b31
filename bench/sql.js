// What Redshift's SQL costs: the sandbox against the engine that it stands on, bare.
// Usage: node bench/sql.js [rows] [folder of the dist of another build of the sandbox]
import { Client } from 'pg'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'

const [rows = 1_000_000, dist = 'packages/sandbox/dist'] = process.argv.slice(2)
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
const load = (file) => import(pathToFileURL(resolve(dist, 'redshift', file)).href)
const { startRedshift } = await load('redshift.js')
const { startPostgres, SUPERUSER } = await load('engine/postgres.js')

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

const start = {
  sandbox: await least(3, async () => (await startRedshift()).stop()),
  bare: await least(3, async () => (await startPostgres()).stop()),
}
const redshift = await startRedshift()
const postgres = await startPostgres()
const clients = {
  sandbox: new Client(redshift.url),
  bare: new Client({ host: postgres.socketFolder, user: SUPERUSER, database: 'postgres' }),
}
const columns = 'id bigint, k int, v int, d decimal(12,2), s varchar(20)'
for (const client of Object.values(clients)) {
  await client.connect()
  await client.query(
    `create table digits (n int); insert into digits values ${'0123456789'.replaceAll(/\d/g, '($&),').slice(0, -1)}`,
  )
  await client.query(`create table facts (${columns})`)
  await client.query(`insert into facts select n, n % 1000, n % 777, n % 777, 'k' || (n % 1000)::varchar(10) from (
    select a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n + 100000 * f.n as n
    from digits a, digits b, digits c, digits d, digits e, digits f) as numbers where n < ${Number(rows)}`)
  await client.query('analyze facts')
}

const statements = [
  'select 1',
  'select k, count(*), sum(v) from facts group by k',
  'select k, avg(v) from facts group by k',
  'select k, avg(d) from facts group by k',
  'select s, count(*) from facts group by s',
  'select count(distinct s) from facts',
  "select extract(month from '2026-01-01'::date + v), count(*) from facts group by 1",
]
console.log(
  `a start: sandbox ${start.sandbox.toFixed(0)} ms, bare engine ${start.bare.toFixed(0)} ms, ratio ${(start.sandbox / start.bare).toFixed(2)}`,
)
for (const sql of statements) {
  const times = sql === 'select 1' ? 500 : 5
  const [sandbox, bare] = [0, 0].map(() => Infinity)
  const best = { sandbox, bare }
  // In turns, so that both meet the same disturbances.
  for (let i = 0; i < times; i++) {
    for (const [name, client] of Object.entries(clients)) {
      best[name] = Math.min(best[name], await least(1, () => client.query(sql)))
    }
  }
  console.log(
    `${sql}: sandbox ${best.sandbox.toFixed(2)} ms, bare engine ${best.bare.toFixed(2)} ms, ratio ${(best.sandbox / best.bare).toFixed(2)}`,
  )
}
for (const client of Object.values(clients)) await client.end()
await redshift.stop()
await postgres.stop()
