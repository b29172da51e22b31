// Run as `node --import jiti/register killed-before-rename.ts FOLDER`: killed when the file is whole, but not renamed.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

fs.rename = async () => {
  process.kill(process.pid, 'SIGKILL')
  await new Promise(() => {})
}
syncBuiltinESMExports()

const { FolderSink } = await import('../folder-sink.js')
await new FolderSink(process.argv[2]!).transaction({ scope: 'p/step' }, async (tx) => {
  await tx.execute({ text: 'insert into events (id) values ($1)', values: [2] })
  await tx.mark([{ key: 'b', version: '1' }])
})
