// Prints how many earthquakes of each day a table has, and how many in all.
import pg from 'pg'

const [table] = process.argv.slice(2)
const client = new pg.Client(process.env.REDSHIFT_URL)
await client.connect()
try {
  const { rows } = await client.query(
    `select to_char(occurred_at, 'YYYY-MM-DD') as day, count(*) as earthquakes from "${table}" group by 1 order by 1`,
  )
  for (const { day, earthquakes } of rows) console.log(`${day} ${earthquakes}`)
  console.log(`all of ${table}: ${rows.reduce((sum, { earthquakes }) => sum + Number(earthquakes), 0)}`)
} finally {
  await client.end()
}
