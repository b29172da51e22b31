// Lays the earthquakes of ../earthquakes out in a folder as changes of a table, as a database would
// export them: changes/0000.json, …; and the same objects under reversed/, the last one first.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HOUR = 3_600_000
const data = join(import.meta.dirname, '..', 'earthquakes', 'data')
const [bucket] = process.argv.slice(2)

const files = readdirSync(data, { recursive: true })
  .filter((file) => file.endsWith('.json'))
  .toSorted()
const objects = files.map((file) => changesIn(readFileSync(join(data, file), 'utf8')))
// Each object also has what was revised of the one before, so that most keys come in two objects.
const contents = objects.map((changes, index) => [...changes.first, ...(objects[index - 1]?.later ?? [])])
contents.push(objects.at(-1).later)

for (const folder of ['changes', 'reversed']) mkdirSync(join(bucket, folder), { recursive: true })
for (const [index, changes] of contents.entries()) {
  const content = changes.map((change) => `${JSON.stringify(change)}\n`).join('')
  writeFileSync(join(bucket, 'changes', nameOf(index)), content)
  writeFileSync(join(bucket, 'reversed', nameOf(contents.length - 1 - index)), content)
}

function nameOf(index) {
  return `${String(index).padStart(4, '0')}.json`
}

/** Every third earthquake is revised an hour later, and every tenth withdrawn after two. */
function changesIn(text) {
  const [first, later] = [[], []]
  for (const [index, line] of text.trim().split('\n').entries()) {
    const { id, properties } = JSON.parse(line)
    const { mag: magnitude, place, updated } = properties
    const at = (hours) => new Date(updated + hours * HOUR).toISOString()
    first.push({ id, magnitude, place, updated_at: at(0), op: 'I' })
    if (index % 3 === 0)
      later.push({
        id,
        magnitude: Number(((magnitude ?? 0) + 0.1).toFixed(2)),
        place,
        updated_at: at(1),
        op: 'U',
      })
    if (index % 10 === 0) later.push({ id, updated_at: at(2), op: 'D' })
  }
  return { first, later }
}
