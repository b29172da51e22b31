// A process of its own that uses a database: `node process.js FILE hold` or `node process.js FILE fill`.
import { jsonObject, property } from '@arbalest/core'
import { DuckDbSink } from '@arbalest/sink-duckdb'
import { MemorySource } from '@arbalest/testing'

const [, , file, what] = process.argv
const sink = new DuckDbSink({ file })
const source = new MemorySource()
const target = jsonObject('events', property('id', 'integer'), property('text', 'varchar(max)'))

async function load(first, rows, length, hold = async () => {}) {
  const text = 'x'.repeat(length)
  const lines = Array.from({ length: rows }, (_, index) =>
    JSON.stringify({ id: first + index, text: `${text}${Math.random()}` }),
  )
  await source.put('a', lines.join('\n'))
  const objects = []
  for await (const object of source.list()) objects.push(object)
  await sink.transaction({ scope: 'p/step', source }, async (tx) => {
    await tx.copy(target, objects.flat())
    await tx.mark([{ key: `k${first}`, version: '1' }])
    await hold()
  })
}

if (what === 'hold') {
  await load(0, 3, 1)
  await load(3, 1000, 100, async () => {
    console.log('holding')
    await new Promise((resolve) => setTimeout(resolve, 60_000))
  })
} else {
  try {
    for (let first = 0; first < 1_000_000; first += 1000) {
      await load(first, 1000, 1000)
      console.log(`loaded ${first + 1000}`)
    }
  } catch ({ code, message, retryable }) {
    console.log(JSON.stringify({ code, message, retryable }))
  }
}
