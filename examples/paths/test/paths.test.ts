import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
const arbalest = join(folder, '..', '..', 'node_modules', '.bin', 'arbalest')

/** How many lines the objects below `prefix` have, by what `nameOf` makes of their keys. */
async function linesBy(bucket: string, prefix: string, nameOf: (key: string) => string) {
  const counts: Record<string, number> = {}
  const entries = await readdir(join(bucket, prefix), { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name)
    const name = nameOf(file.slice(join(bucket, prefix).length + 1))
    counts[name] = (counts[name] ?? 0) + (await readFile(file, 'utf8')).trim().split('\n').length
  }
  return counts
}

test('each row has what the key of its object says', { timeout: 240_000 }, async () => {
  const bucket = await mkdtemp(join(tmpdir(), 'arbalest-paths-'))
  await promisify(execFile)(process.execPath, ['lay-out.js', bucket], { cwd: folder })
  const sandbox = await startSandbox({ buckets: { 'acme-events': bucket } })
  const client = new Client(sandbox.url)
  await client.connect()
  const counts = async (table: string, name: string) => {
    const { rows } = await client.query(
      `select ${name} as name, count(*)::int as rows from ${table} group by 1`,
    )
    return Object.fromEntries(rows.map(({ name: key, rows: count }) => [key, count]))
  }
  try {
    const env = { ...process.env, ...sandbox.env, CI: 'true' }
    const { stdout, stderr } = await promisify(execFile)(arbalest, ['run'], { cwd: folder, env })
    expect(stderr).toBe('')
    expect(stdout).toContain('hive/earthquakes: finished')
    expect(await counts('hive', `'dt=' || dt || '/net=' || net`)).toEqual(
      await linesBy(bucket, 'hive', (key) => key.slice(0, key.lastIndexOf('/'))),
    )
    expect(await counts('firehose', `to_char(arrived_at, 'YYYY/MM/DD/HH24')`)).toEqual(
      await linesBy(bucket, 'firehose', (key) => key.slice(0, '2018/02/01/14'.length)),
    )
    expect(await counts('dated', `kind || '-' || to_char(day, 'YYYYMMDD') || '.json ' || _path`)).toEqual(
      await linesBy(bucket, 'dated', (key) => `${key} s3://acme-events/dated/${key}`),
    )
    const [run] = (
      await client.query(
        'select count(distinct _run)::int as runs, count(_loaded_at)::int as times from hive',
      )
    ).rows
    expect(run).toEqual({ runs: 1, times: 1707 })
  } finally {
    await client.end()
    await sandbox.stop()
    await rm(bucket, { recursive: true })
  }
})
