import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BrokenBucket, quarantining, type Quarantining } from '../../packages/cli/test/run/broken-bucket.js'
import { startRun } from './trials/command.js'

/** Below the repository, so that the command finds its plugins. */
const PARENT = fileURLToPath(new URL('./', import.meta.url))

const OBJECTS = 1_000
const PATIENCE_MS = 300_000
const KILLS = 5

/** How the thousand objects are loaded, by the name of the table. */
type Ways = Readonly<Record<string, Partial<Quarantining>>>

/** That a thousand objects, seven of them broken in seven ways, are loaded but for those, and then those once they are mended: in each of `ways`, and if runs are killed. */
export function testBrokenThousand(ways: Ways): void {
  let folder: string
  let bucket: BrokenBucket
  let sandbox: Sandbox
  let client: Client

  beforeAll(async () => {
    folder = await mkdtemp(join(PARENT, '.quarantine-'))
    bucket = new BrokenBucket(OBJECTS, async (file, content) => {
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

  const prepare = async (table: string, way: Partial<Quarantining>): Promise<void> => {
    await bucket.spoil()
    await writeFile(join(folder, '.arbalestrc.yaml'), quarantining({ table, batch: 250, ...way }))
  }

  const killed = async (): Promise<void> => {
    const command = start()
    await sleep(300 + Math.random() * 4_000)
    await command.kill()
  }

  const idsIn = async (table: string): Promise<readonly number[]> => {
    const { rows } = await client.query(`select id from ${table} order by id`)
    return rows.map(({ id }) => id as number)
  }

  const keptOf = async (step: string): Promise<readonly string[]> => {
    const { rows } = await client.query(
      `select object from arbalest_rejects where step = '${step}' order by object`,
    )
    return rows.map(({ object }) => String(object).replace('s3://acme/', ''))
  }

  describe.each(Object.entries(ways))('into %s', (table, way) => {
    const isKeeping = way.keep !== undefined

    test(
      'of a thousand objects, seven of them broken, one run loads the others',
      async () => {
        await prepare(table, way)
        const { exitCode, told } = await start().ended
        expect(exitCode).toBe(5)
        const aside = bucket.setAside(isKeeping)
        expect(told.at(-1)).toMatchObject({
          steps: [
            {
              objects: OBJECTS - aside.length,
              rows: bucket.loaded(isKeeping).length,
              quarantined: aside.length,
            },
          ],
        })
        expect(await idsIn(table)).toEqual(bucket.loaded(isKeeping))
        if (isKeeping) expect(await keptOf(table)).toEqual(bucket.kept)
        await bucket.mend()
        expect(await start().ended).toMatchObject({ exitCode: 0 })
        expect(await idsIn(table)).toEqual(bucket.mended(isKeeping))
        if (isKeeping) expect(await keptOf(table)).toEqual([])
      },
      PATIENCE_MS,
    )

    test(
      'it comes to the same if runs are killed at random instants',
      async () => {
        const other = `${table}_killed`
        await prepare(other, way)
        for (let kills = 0; kills < KILLS; kills++) await killed()
        expect((await start().ended).exitCode).toBe(5)
        expect(await idsIn(other)).toEqual(bucket.loaded(isKeeping))
        if (isKeeping) expect(await keptOf(other)).toEqual(bucket.kept)
        await bucket.mend()
        await killed()
        expect((await start().ended).exitCode).toBe(0)
        expect(await idsIn(other)).toEqual(bucket.mended(isKeeping))
        if (isKeeping) expect(await keptOf(other)).toEqual([])
      },
      PATIENCE_MS,
    )
  })
}
