// A process that loads the files of a folder: `node run.js FOLDER FILE`. Prints each event's type as it comes.
import { jsonObject, property, run } from '@arbalest/core'
import { BulkStrategy, ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { DuckDbSink } from '@arbalest/sink-duckdb'
import { FilesSource } from '@arbalest/source-files'

const [, , folder, file] = process.argv
const sink = new DuckDbSink({ file })

const stepOf = (name, strategy) => ({
  kind: 'load',
  name,
  scope: `kills/${name}`,
  source: new FilesSource({ folder }),
  strategy,
  sink,
  journal: new SinkJournal(sink, `kills/${name}`),
  target: jsonObject(name, property('id', 'integer'), property('text', 'varchar(256)')),
})

const steps = [stepOf('added', new ManifestStrategy({ batch: 2 })), stepOf('replaced', new BulkStrategy())]
for await (const { type } of run([{ name: 'kills', steps }])) console.log(type)
await sink[Symbol.asyncDispose]()
