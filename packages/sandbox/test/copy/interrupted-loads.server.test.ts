import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

const shared = sharedSandbox('interrupted')

const many = 300_000
const numbers = Array.from({ length: many }, (_, n) => `{"n":${n}}\n`).join('')

/** Does `work` with a session of its own. */
async function connected<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(shared.url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Waits until rows go into `table`. */
async function loading(client: Client, table: string): Promise<void> {
  const active = `select 1 from pg_stat_activity where state = 'active' and query like 'copy%${table}%stdin'`
  while ((await client.query(active)).rowCount === 0) await delay(5)
}

test('a load outside a block goes on when its client has gone, one inside does not', async () => {
  await shared.put('long/1.json', numbers)
  await connected(async (watching) => {
    await watching.query('create table alone (n int); create table inside (n int)')
    const vanish = async (table: string, before: string) => {
      const client = new Client(shared.url)
      client.on('error', () => {})
      await client.connect()
      await client.query(before)
      client.query(`copy ${table} from 's3://interrupted/long/' iam_role default json 'auto'`).catch(() => {})
      await loading(watching, table)
      client.connection.stream.destroy()
    }
    await vanish('alone', 'select 1')
    await vanish('inside', 'begin')
    for (const [table, rows] of [
      ['alone', many],
      ['inside', 0],
    ] as const) {
      // Waits for whoever is loading.
      await watching.query(`begin; lock ${table}; commit`)
      expect((await watching.query(`select count(*)::int as n from ${table}`)).rows).toEqual([{ n: rows }])
    }
  })
})

test('a load can be canceled from another session', async () => {
  await shared.put('canceled/1.json', numbers)
  // A manifest may name an object often: enough for a load that would take much longer than this test.
  const entries = Array.from({ length: 100 }, () => ({
    url: 's3://interrupted/canceled/1.json',
    mandatory: true,
  }))
  await shared.put('canceled.manifest', JSON.stringify({ entries }))
  await connected(async (client) => {
    await client.query('create table canceled (n int)')
    const { rows } = await client.query('select pg_backend_pid() as pid')
    const canceling = connected(async (other) => {
      await loading(other, 'canceled')
      await other.query(`cancel ${rows[0]?.pid}`)
    })
    const copy = client.query(
      `copy canceled from 's3://interrupted/canceled.manifest' iam_role default json 'auto' manifest`,
    )
    await expect(copy).rejects.toMatchObject({ code: '57014' })
    await canceling
    const left = await client.query(
      'select count(*)::int as n, pg_last_copy_count()::int as copied from canceled',
    )
    expect(left.rows).toEqual([{ n: 0, copied: 0 }])
  })
})
