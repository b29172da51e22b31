import { LoadError, SourceError } from '@arbalest/core/plugin'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { targetOf } from '../src/index.js'
import { inferFrom } from './lines.js'
import { documents } from './messy.js'
import { everyField } from './avro-file.js'
import { records } from './messy-records.js'
import { inferAny, inferFields } from './objects.js'
import { everyKind } from './parquet-file.js'
import { byName, printed } from './printed.js'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

describe('what is inferred from messy documents', () => {
  test('loads every one of them, as it is and as it is printed', { timeout: 60_000 }, async () => {
    let inferences = 0
    await fc.assert(
      fc.asyncProperty(documents, async (text) => {
        const inferred = await inferFrom(text).catch((error: unknown) => {
          if (error instanceof SourceError && error.code === 'NOT_INFERRED') return undefined
          throw error
        })
        if (!inferred) return
        inferences++
        const target = targetOf(inferred, 'messy')
        // In another order: JavaScript keeps keys that are numbers before all others.
        expect(byName((await printed(inferred)).target)).toEqual(byName(target))
        const loading = warehouse.load(target, Buffer.from(text))
        const { rows } = await loading.catch((error: unknown) => {
          throw error instanceof LoadError ? new Error(JSON.stringify(error.rejections)) : error
        })
        expect(rows).toBe(inferred.documents)
      }),
      { seed: 20_180_207, numRuns: 150, endOnFailure: true },
    )
    expect(inferences).toBeGreaterThan(100)
  })

  test('loads every record of CSV, as it is printed', { timeout: 60_000 }, async () => {
    let inferences = 0
    await fc.assert(
      fc.asyncProperty(records, async (text) => {
        const inferred = await inferFields({ data: text }, { format: 'csv' }).catch((error: unknown) => {
          if (error instanceof SourceError && error.code === 'NOT_INFERRED') return undefined
          throw error
        })
        // What COPY refuses whatever the table is told, and is not loaded.
        if (!inferred || inferred.unreadableCount > 0) return
        inferences++
        const { target, copy } = await printed(inferred)
        expect(target).toEqual(targetOf(inferred, 'messy'))
        const loading = warehouse.load(target, Buffer.from(text), copy)
        const { rows } = await loading.catch((error: unknown) => {
          throw error instanceof LoadError ? new Error(JSON.stringify(error.rejections)) : error
        })
        expect(`${rows} record${rows === 1 ? '' : 's'}`).toBe(inferred.from)
      }),
      { seed: 20_180_207, numRuns: 75, endOnFailure: true },
    )
    expect(inferences).toBeGreaterThan(50)
  })

  test('loads a Parquet file with a column of each kind', async () => {
    const { target, copy } = await printed(await inferFields({ data: everyKind }))
    expect(await warehouse.load(target, everyKind, copy)).toMatchObject({ rows: 2 })
  })

  test('loads an Avro file with a field of each kind', async () => {
    const file = await everyField
    const { target, copy } = await printed(await inferAny({ data: file }))
    expect(await warehouse.load(target, file, copy)).toMatchObject({ rows: 2 })
  })
})
