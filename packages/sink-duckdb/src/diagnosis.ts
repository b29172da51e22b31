import { access, constants, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import {
  compareTable,
  isArbalestError,
  type Diagnosis,
  type Finding,
  type SinkNeeds,
  type Source,
  type SourceObject,
} from '@arbalest/core/plugin'
import { BYTES_AT_ONCE, isFile } from './copy/local-files.js'
import type { Database } from './database.js'
import { tablesOf } from './tables/tables.js'

/** Returns what finds out whether a step can load a database. It takes no rights but those on files. */
export function diagnosisOf(database: Database, needs: SinkNeeds): Diagnosis {
  return {
    rights: () => [],
    async *check() {
      const opened = await checkFile(database)
      yield opened
      if (opened.outcome === 'passed' && database.exists && needs.target)
        yield await checkTable(database, needs)
      const { sample, source } = needs
      if (!sample || !source?.open) return
      yield await checkReading(source.url, sample, source.open.bind(source))
      if (!isFile(sample)) yield await checkRoom(sample)
    },
  }
}

async function checkFile(database: Database): Promise<Finding> {
  const { file } = database
  const check = `write to ${file}`
  if (!database.exists) {
    const folder = dirname(file)
    try {
      await access(folder, constants.W_OK | constants.X_OK)
      return { check, outcome: 'passed', detail: 'it is not there, and a run makes it' }
    } catch {
      return {
        check,
        outcome: 'failed',
        detail: `it is not there, and no file can be made in "${folder}".`,
        remedy: {
          advice: `make the folder "${folder}", and let this user write to it`,
          ask: 'who owns the folder',
        },
      }
    }
  }
  try {
    await database.openAtOnce()
    return { check, outcome: 'passed' }
  } catch (error) {
    if (!isArbalestError(error)) throw error
    // A run waits for the other process.
    return { check, outcome: error.retryable ? 'look' : 'failed', detail: error.message }
  }
}

async function checkTable(database: Database, { target }: SinkNeeds): Promise<Finding> {
  const check = `load the table "${target!.table}"`
  const { describe, ddl } = tablesOf(database)
  const table = await describe(target!.table)
  if (!table) return { check, outcome: 'passed', detail: 'it is not there, and a run makes it' }
  const stopping = compareTable(target!, table.columns).filter(({ effect }) => effect === 'stops a load')
  if (stopping.length === 0) return { check, outcome: 'passed' }
  const columns = stopping.map(({ kind, column = '' }) => `"${column}" (${kind})`).join(', ')
  return {
    check,
    outcome: 'failed',
    detail: `it takes no row of the target: ${columns}.`,
    remedy: {
      advice: 'change the table, or the target',
      ask: 'who owns the table',
      grants: ddl.alter(table, target!, stopping).map(({ text }) => text),
    },
  }
}

async function checkReading(
  url: string,
  sample: SourceObject,
  open: NonNullable<Source['open']>,
): Promise<Finding> {
  const check = `read an object of ${url}`
  try {
    for await (const _ of open(sample, { start: 0, end: 1 })) break
    return { check, outcome: 'passed', detail: `such as "${sample.key}"` }
  } catch (error) {
    if (!isArbalestError(error)) throw error
    return { check, outcome: 'failed', detail: error.message }
  }
}

/** Objects that are no files go by way of the disk. */
async function checkRoom({ size }: SourceObject): Promise<Finding> {
  const check = `hold objects in ${tmpdir()}`
  const { bavail, bsize } = await statfs(tmpdir())
  const [free, needed] = [bavail * bsize, Math.max(size, BYTES_AT_ONCE)]
  const room = `${Math.floor(free / 2 ** 20)} MiB are free`
  if (free >= needed) return { check, outcome: 'passed', detail: room }
  return {
    check,
    outcome: 'look',
    detail: `${room}, and ${Math.ceil(needed / 2 ** 20)} MiB may be needed at once: make room, or set TMPDIR to a folder of another disk`,
  }
}
