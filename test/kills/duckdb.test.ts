import { expect, test } from 'vitest'
import { bulk, manifest } from './scenarios.js'
import { inFiles, inS3 } from './via-duckdb/objects.js'
import { Sweep } from './via-duckdb/sweep.js'

test.each([
  { scenario: manifest, from: 'files', objects: inFiles, instant: 'commit, given' },
  { scenario: bulk, from: 'S3', objects: inS3, instant: 'delete from "events", answered' },
])(
  '$scenario.name, from $from into DuckDB: each row once, if the command is killed there',
  async ({ scenario, objects, instant }) => {
    await using sweep = await Sweep.prepare(scenario, await objects())
    const { kills, wrong } = await sweep.killInEach([[{ number: sweep.firstOf(instant), delay: 0 }]])
    expect(wrong).toEqual([])
    expect(kills).toEqual([instant])
  },
)
