// What a run costs that finds nothing to load, as a schedule has it often, against `node -e 0`: seconds, and those of CPU.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox } from '@arbalest/sandbox'
import { medianOf, printComparison } from './comparison.js'
import { runMeasured } from './run-measured.js'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const CLI = join(HERE, '../packages/cli/dist/main.js')
const CONFIGURATION = `
pipelines:
  events:
    - load: events
      source: { use: s3, with: { url: s3://acme/events/ } }
      strategy: { use: manifest }
      sink: { use: redshift, with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: s3://acme/arbalest/ } }
      target: { table: events, properties: { part: varchar(10) } }
`
const WAYS = { 'node -e 0': ['-e', '0'], 'arbalest run': [CLI, 'run', '--quiet'] }

// Within the repository, so that plugins are found.
const folder = await mkdtemp(join(HERE, 'startup-'))
await mkdir(join(folder, 'acme/events'), { recursive: true })
await writeFile(join(folder, 'acme/events/a.json'), '{"part":"a"}\n')
await writeFile(join(folder, '.arbalestrc.yaml'), CONFIGURATION)
const sandbox = await startSandbox({ buckets: { acme: join(folder, 'acme') } })
try {
  const run = (words) => runMeasured(words, { cwd: folder, env: sandbox.env })
  await run(WAYS['arbalest run'])
  const measured = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]))
  for (let times = Number(process.argv[2] ?? 5); times > 0; times--) {
    for (const [way, words] of Object.entries(WAYS)) measured[way].push(await run(words))
  }
  printComparison(Object.fromEntries(Object.entries(measured).map(([way, all]) => [way, medianOf(all)])))
} finally {
  await sandbox.stop()
  await rm(folder, { recursive: true })
}
