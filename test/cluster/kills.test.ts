import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster, type OpenCluster } from '../../packages/sink-redshift/test/named-cluster.js'
import { startRun, type Command } from '../kills/trials/command.js'
import { randomNumbers } from '../kills/trials/random.js'
import { clusterOfRun } from './set-up.js'

const KILLS = 6
const OBJECTS = 4
const SEED = 2018
const PATIENCE_MS = 600_000
const INSTALLED = fileURLToPath(new URL('../../node_modules', import.meta.url))

const { connection, bucket, prefix, iamRole } = clusterOfRun()
const random = randomNumbers(SEED)
let cluster: OpenCluster
/** Milliseconds that a run takes that nobody disturbs. */
let undisturbed: number

beforeAll(async () => {
  cluster = openCluster({ connection })
  for (let id = 1; id <= OBJECTS; id++) {
    const key = `${prefix}kills/${id}.json`
    await cluster.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: `{"id":${id}}\n` }))
  }
  await using trial = await begin('in_peace')
  const before = performance.now()
  await trial.finish()
  undisturbed = performance.now() - before
})

afterAll(() => cluster[Symbol.asyncDispose]())

/** How many of the runs were killed before they had ended by themselves. */
let killed = 0

test.each(Array.from({ length: KILLS }, (_, index) => `killed_${index + 1}`))(
  'loads each row once, if a run of it is killed at a random instant: %s',
  async (table) => {
    await using trial = await begin(table)
    const command = trial.start()
    await sleep(random() * undisturbed)
    await command.kill()
    if ((await command.ended).signal === 'SIGKILL') killed++

    await trial.finish()

    const rows = await cluster.query(`select id from ${table} order by id`)
    expect(rows).toEqual(Array.from({ length: OBJECTS }, (_, index) => ({ id: index + 1 })))
    expect(await trial.finish(), 'nothing is left to load').not.toContain('committed')
  },
)

test('kills hit runs that were under way', () => expect(killed).toBeGreaterThan(KILLS / 2))

/** A pipeline that loads the objects into `table`, each in a transaction of its own. */
interface Trial extends AsyncDisposable {
  start(): Command
  /** Runs it in peace; returns the types of what it reported. */
  finish(): Promise<readonly string[]>
}

async function begin(table: string): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-cluster-'))
  await symlink(INSTALLED, join(folder, 'node_modules'))
  const configuration = {
    sink: {
      use: 'redshift',
      with: { connection: impatient, iamRole, metadata: `s3://${bucket}/${prefix}arbalest/kills/` },
    },
    pipelines: {
      [table]: [
        {
          load: 'events',
          source: { use: 's3', with: { url: `s3://${bucket}/${prefix}kills/` } },
          strategy: { use: 'manifest', with: { batch: 1 } },
          target: { table, properties: { id: 'integer' } },
        },
      ],
    },
  }
  await writeFile(join(folder, '.arbalestrc.json'), JSON.stringify(configuration))
  const start = () => startRun(folder, process.env, { patience: PATIENCE_MS })
  return {
    start,
    async finish() {
      const { exitCode, told, stderr } = await start().ended
      if (exitCode !== 0) throw new Error(`A run in peace ended with ${exitCode}: ${stderr}`)
      return told.map(({ type }) => type)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A session of the Data API whose command was killed keeps its locks for as long as this. */
const impatient = connection.via === 'data-api' ? { ...connection, sessionKeepAlive: '5s' } : connection
