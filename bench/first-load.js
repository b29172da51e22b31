// A first load by the command, against the bare statements of that load, sent by a script: one listing, one manifest,
// CREATE, COPY, COMMIT. Both start from nothing, by turns, and fail unless every row has been loaded once.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox } from '@arbalest/sandbox'
import pg from 'pg'
import { medianOf, printComparison } from './comparison.js'
import { runMeasured } from './run-measured.js'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const OBJECTS = 400
const ROWS = 500
const WAYS = {
  'bare statements': [join(HERE, 'bare-load.js')],
  'arbalest run': [join(HERE, '../packages/cli/dist/main.js'), 'run', '--quiet'],
}
const CONFIGURATION = `
pipelines:
  events:
    - load: events
      source: { use: s3, with: { url: s3://acme/events/ } }
      strategy: { use: manifest }
      sink: { use: redshift, with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: s3://acme/arbalest/ } }
      target: { table: events, properties: { part: varchar(10), number: int } }
      drift: ignore
`

// Within the repository, so that plugins are found.
const folder = await mkdtemp(join(HERE, 'first-load-'))
await mkdir(join(folder, 'acme/events'), { recursive: true })
for (let part = 0; part < OBJECTS; part++) {
  const rows = Array.from({ length: ROWS }, (_, number) => `{"part":"${part}","number":${number}}\n`)
  await writeFile(join(folder, `acme/events/${String(part).padStart(3, '0')}.json`), rows.join(''))
}
await writeFile(join(folder, '.arbalestrc.yaml'), CONFIGURATION)
const sandbox = await startSandbox({ buckets: { acme: join(folder, 'acme') } })
const client = new pg.Client(sandbox.url)
await client.connect()
try {
  const measured = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]))
  for (let times = Number(process.argv[2] ?? 5); times > 0; times--) {
    for (const [way, words] of Object.entries(WAYS)) {
      measured[way].push(await runMeasured(words, { cwd: folder, env: sandbox.env }))
      await expectAll()
      await startOver()
    }
  }
  console.log(`${OBJECTS} objects of ${ROWS} rows each`)
  printComparison(Object.fromEntries(Object.entries(measured).map(([way, all]) => [way, medianOf(all)])))
  const [bare, ours] = Object.values(measured)
  const { more } = medianOf(ours.map(({ seconds }, turn) => ({ more: seconds - bare[turn].seconds })))
  console.log(`Arbalest takes ${more.toFixed(2)} s more, the median of the differences of each turn`)
} finally {
  await client.end()
  await sandbox.stop()
  await rm(folder, { recursive: true })
}

async function expectAll() {
  const { rows } = await client.query('select count(*) as rows, count(distinct part) as parts from events')
  if (Number(rows[0].rows) !== OBJECTS * ROWS || Number(rows[0].parts) !== OBJECTS)
    throw new Error(`${rows[0].rows} rows of ${rows[0].parts} objects were loaded.`)
}

/** Drops all tables, and removes the files that were put into S3. */
async function startOver() {
  const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'")
  await client.query('drop view if exists arbalest_loads')
  for (const { tablename } of rows) await client.query(`drop table "${tablename}"`)
  await rm(join(folder, 'acme/arbalest'), { recursive: true, force: true })
}
