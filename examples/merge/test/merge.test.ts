import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
const arbalest = join(folder, '..', '..', 'node_modules', '.bin', 'arbalest')

interface Change {
  readonly id: string
  readonly magnitude?: number
  readonly updated_at: string
  readonly op: 'I' | 'U' | 'D'
}

/** What must be there of each earthquake: its magnitude, and when it was withdrawn. */
async function expected(bucket: string): Promise<ReadonlyMap<string, string>> {
  const latest = new Map<
    string,
    { magnitude?: number | undefined; at: string; deleted?: string | undefined }
  >()
  const changes: Change[] = []
  for (const file of await readdir(join(bucket, 'changes'))) {
    const lines = (await readFile(join(bucket, 'changes', file), 'utf8')).trim().split('\n')
    changes.push(...lines.filter(Boolean).map((line) => JSON.parse(line) as Change))
  }
  for (const { id, op, magnitude, updated_at: at } of changes.toSorted((a, b) =>
    a.updated_at < b.updated_at ? -1 : 1,
  )) {
    if (op === 'D') latest.set(id, { ...latest.get(id), at, deleted: at })
    else latest.set(id, { magnitude, at })
  }
  return new Map([...latest].map(([id, { magnitude, deleted }]) => [id, show(magnitude, deleted)]))
}

/** Those that are not withdrawn. */
function live(rows: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...rows].filter(([, text]) => text.endsWith(' ')))
}

function show(magnitude: unknown, deleted: unknown): string {
  const number = magnitude === null || magnitude === undefined ? 'none' : Number(magnitude).toFixed(2)
  return `${number} ${deleted ? new Date(String(deleted)).toISOString() : ''}`
}

test('changes come out right, in whichever order they come', { timeout: 240_000 }, async () => {
  const bucket = await mkdtemp(join(tmpdir(), 'arbalest-merge-'))
  await promisify(execFile)(process.execPath, ['lay-out.js', bucket], { cwd: folder })
  const sandbox = await startSandbox({ buckets: { 'acme-events': bucket } })
  const client = new Client(sandbox.url)
  await client.connect()
  const run = () =>
    promisify(execFile)(arbalest, ['run'], {
      cwd: folder,
      env: { ...process.env, ...sandbox.env, CI: 'true' },
    })
  const rows = async (table: string) => {
    const found = await client.query(
      `select id, magnitude, to_char(deleted_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as deleted from ${table}`,
    )
    return new Map(found.rows.map(({ id, magnitude, deleted }) => [String(id), show(magnitude, deleted)]))
  }
  try {
    const first = await run()
    expect(first.stderr).toBe('')
    const all = await expected(bucket)
    expect(all.size).toBe(1707)
    expect(await rows('earthquakes')).toEqual(all)
    // Of what is deleted before it has come, no magnitude is known.
    expect(live(await rows('reversed'))).toEqual(live(all))
    const late = { id: 'nn00620740', magnitude: 9, updated_at: '2018-02-01T00:00:00Z', op: 'U' }
    const later = { ...late, id: 'nn00620741', updated_at: '2019-01-01T00:00:00Z' }
    await appendFile(
      join(bucket, 'changes', '0000.json'),
      `${JSON.stringify(late)}\n${JSON.stringify(later)}\n`,
    )
    await run()
    expect(await rows('earthquakes')).toEqual(await expected(bucket))
    expect((await rows('earthquakes')).get('nn00620740')).not.toContain('9.00')
  } finally {
    await client.end()
    await sandbox.stop()
    await rm(bucket, { recursive: true })
  }
})
