// Lays the earthquakes of ../earthquakes out in a folder, as Hive, Firehose and a daily export would.
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const data = join(import.meta.dirname, '..', 'earthquakes', 'data')
const [bucket] = process.argv.slice(2)

for (const day of readdirSync(data)) {
  for (const file of readdirSync(join(data, day))) {
    const text = readFileSync(join(data, day, file), 'utf8')
    const hour = file.slice(0, 2)
    add(`firehose/${day.replaceAll('-', '/')}/${hour}/quakes-1-${day}-${hour}`, text)
    add(`dated/earthquakes-${day.replaceAll('-', '')}.json`, text)
    for (const line of text.trim().split('\n'))
      add(`hive/dt=${day}/net=${JSON.parse(line).properties.net}/part-0.json`, `${line}\n`)
  }
}

function add(key, text) {
  const file = join(bucket, key)
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, text)
}
