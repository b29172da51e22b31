import { expect, test } from 'vitest'
import { bulk, manifest } from './scenarios.js'
import { inFiles, inS3 } from './via-duckdb/objects.js'
import { Sweep } from './via-duckdb/sweep.js'

test.each([
  {
    scenario: manifest,
    from: 'files',
    objects: inFiles,
    instants: ['commit, given', 'insert into "events".arbalest.marks, answered'],
  },
  {
    scenario: bulk,
    from: 'S3',
    objects: inS3,
    instants: ['commit, asked', 'delete from "events", answered'],
  },
])(
  '$scenario.name, from $from into DuckDB: each row once, if the command is killed there',
  async ({ scenario, objects, instants }) => {
    await using sweep = await Sweep.prepare(scenario, await objects())
    const ways = instants.map((instant) => [{ number: sweep.firstOf(instant), delay: 0 }])
    const { kills, wrong } = await sweep.killInEach(ways)
    expect(wrong).toEqual([])
    expect(kills.toSorted()).toEqual(instants)
  },
)
