import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BrokenBucket, quarantining } from '../../../packages/cli/test/run/broken-bucket.js'
import { startRun } from '../trials/command.js'

/** Below the repository, so that the command finds its plugins. */
const PARENT = fileURLToPath(new URL('../', import.meta.url))

const PATIENCE_MS = 300_000

let folder: string
let bucket: BrokenBucket
let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  folder = await mkdtemp(join(PARENT, '.quarantine-'))
  bucket = new BrokenBucket(1_000, async (file, content) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), content)
  })
  await bucket.writeSound()
  sandbox = await startSandbox({ buckets: { acme: join(folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await sandbox.stop()
  await rm(folder, { recursive: true })
})

const start = () => startRun(folder, { ...sandbox.env }, { patience: PATIENCE_MS })

async function prepare(table: string): Promise<void> {
  await bucket.spoil()
  await writeFile(join(folder, '.arbalestrc.yaml'), quarantining(table, 250))
}

async function ids(table: string): Promise<readonly number[]> {
  const { rows } = await client.query(`select id from ${table} order by id`)
  return rows.map(({ id }) => id as number)
}

test(
  'of a thousand objects, seven of them broken, one run loads the others',
  async () => {
    await prepare('events')
    const { exitCode, told } = await start().ended
    expect(exitCode).toBe(5)
    expect(told.at(-1)).toMatchObject({ steps: [{ objects: 993, rows: 993, quarantined: 7 }] })
    expect(await ids('events')).toEqual(bucket.sound)
    await bucket.mend()
    expect(await start().ended).toMatchObject({ exitCode: 0 })
    expect(await ids('events')).toEqual(bucket.numbers)
  },
  PATIENCE_MS,
)

test(
  'it comes to the same if runs are killed at random instants',
  async () => {
    await prepare('others')
    const killed = async (): Promise<void> => {
      const command = start()
      await sleep(300 + Math.random() * 4_000)
      await command.kill()
    }
    for (let kills = 0; kills < 5; kills++) await killed()
    expect((await start().ended).exitCode).toBe(5)
    expect(await ids('others')).toEqual(bucket.sound)
    await bucket.mend()
    await killed()
    expect((await start().ended).exitCode).toBe(0)
    expect(await ids('others')).toEqual(bucket.numbers)
  },
  PATIENCE_MS,
)
