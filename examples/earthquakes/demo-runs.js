// What the demo does once the sandbox is up; REDSHIFT_URL and AWS_ENDPOINT_URL_S3 come from it.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { arbalest } from './arbalest.js'

const [bucket] = process.argv.slice(2)
const loaded = {}

say('What would be loaded?')
command('plan')

say('Load it.')
run()
await show('tables', 'days')

say('Run again: nothing is loaded twice.')
run()
await show('tables')

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
run('earthquakes')
await show('tables', 'days')

say('Objects loaded by each run, by target:')
console.table(loaded)

function say(words) {
  console.log(`\n# ${words}`)
}

function command(...words) {
  console.log(`$ arbalest ${words.join(' ')}`)
  const { status, stdout } = spawnSync(process.execPath, [arbalest, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.stdout.write(stdout)
  if (status !== 0) process.exit(status ?? 1)
  return stdout
}

function run(...pipelines) {
  const output = command('run', ...pipelines)
  const objects = (scope) =>
    Number(new RegExp(`^${scope}: finished: ([\\d,]+) objects?`, 'm').exec(output)?.[1] ?? 0)
  loaded[`run ${Object.keys(loaded).length + 1}`] = {
    earthquakes: objects('earthquakes/by-object'),
    earthquakes_snapshot: objects('snapshot/whole'),
  }
}

async function show(...what) {
  const queries = {
    tables: `
      select 'earthquakes' as "table", count(*) as "rows", sum(magnitude) as "sum of magnitudes" from earthquakes
      union all
      select 'earthquakes_snapshot', count(*), sum(magnitude) from earthquakes_snapshot
      order by 1`,
    days: `
      select to_char(day, 'YYYY-MM-DD') as day, earthquakes, strongest from earthquakes_by_day order by day`,
  }
  const client = new pg.Client(process.env.REDSHIFT_URL)
  await client.connect()
  try {
    for (const each of what) console.table((await client.query(queries[each])).rows)
  } finally {
    await client.end()
  }
}
