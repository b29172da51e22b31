// What the demo does once the sandbox is up; REDSHIFT_URL and AWS_ENDPOINT_URL_S3 come from it.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const [bucket] = process.argv.slice(2)

say('What would be loaded?')
arbalest('plan')

say('Load it.')
arbalest('run')
await show()

say('Run again: nothing is loaded twice.')
arbalest('run')
await show()

say('One object comes; only that is loaded.')
writeFileSync(
  join(bucket, 'earthquakes', '2018-02-07', '02.json'),
  `${JSON.stringify({
    type: 'Feature',
    id: 'demo0001',
    properties: { mag: 4.2, place: 'A demonstration', time: Date.parse('2018-02-07T02:30:00Z') },
    geometry: { type: 'Point', coordinates: [13.4, 52.5, 10] },
  })}\n`,
)
arbalest('run', 'earthquakes')
await show()

function say(words) {
  console.log(`\n# ${words}`)
}

function arbalest(...args) {
  console.log(`$ arbalest ${args.join(' ')}`)
  const { status } = spawnSync('npx', ['arbalest', ...args], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

async function show() {
  const client = new pg.Client(process.env.REDSHIFT_URL)
  await client.connect()
  try {
    const tables = await client.query(`
      select 'earthquakes' as "table", count(*) as "rows", sum(magnitude) as "sum of magnitudes" from earthquakes
      union all
      select 'earthquakes_snapshot', count(*), sum(magnitude) from earthquakes_snapshot
      order by 1`)
    const days = await client.query(`
      select to_char(day, 'YYYY-MM-DD') as day, earthquakes, strongest from earthquakes_by_day order by day`)
    console.table(tables.rows)
    console.table(days.rows)
  } finally {
    await client.end()
  }
}
