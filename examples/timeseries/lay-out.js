// Lays the earthquakes of ../earthquakes out in a folder, as two series: by-day/<day>/<hour>.json and
// by-hour/<day>/<hour>/earthquakes.json.
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const data = join(import.meta.dirname, '..', 'earthquakes', 'data')
const [bucket] = process.argv.slice(2)

cpSync(data, join(bucket, 'by-day'), { recursive: true })
for (const day of readdirSync(data)) {
  for (const file of readdirSync(join(data, day))) {
    cpSync(join(data, day, file), join(bucket, 'by-hour', day, file.slice(0, 2), 'earthquakes.json'))
  }
}
