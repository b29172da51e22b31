import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { duckDbFixture, rowsOf } from './fixture.js'

const PROGRAM = fileURLToPath(new URL('run.js', import.meta.url))

/** After which of its events a run is killed, one run after the other; each goes on where the one before was killed. */
const KILLED_AFTER = [1, 2, 3, 4, 5, 6]

test('each row once, whenever runs from files are killed', async () => {
  await using fixture = await duckDbFixture()
  const folder = join(fixture.folder, 'inbox')
  mkdirSync(folder)
  const ids = Array.from({ length: 12 * 2000 }, (_, id) => id)
  for (let first = 0; first < ids.length; first += 2000) {
    const lines = ids.slice(first, first + 2000).map((id) => JSON.stringify({ id, text: 'x'.repeat(100) }))
    writeFileSync(join(folder, `${first}.json`), lines.join('\n'))
  }
  let killed = 0
  for (const after of KILLED_AFTER) if (await killedAfter(after, [folder, fixture.file])) killed++
  // The last ones may have ended before the signal came.
  expect(killed).toBeGreaterThanOrEqual(3)
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, folder, fixture.file], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  for (const table of ['added', 'replaced']) {
    const sql = `select count(*)::integer as rows, count(distinct id)::integer as ids from ${table}`
    expect(await rowsOf(fixture.file, sql)).toEqual([{ rows: ids.length, ids: ids.length }])
  }
})

/** Runs the program and kills it as soon as it has printed so many lines; returns whether it was killed. */
async function killedAfter(count: number, words: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  let seen = 0
  for await (const _ of createInterface(child.stdout)) if (++seen === count) child.kill('SIGKILL')
  const [, signal] = await exit
  return signal === 'SIGKILL'
}
