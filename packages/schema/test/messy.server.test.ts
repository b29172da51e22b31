import { assemble, manifest } from '@arbalest/core'
import { definePlugin, optionsSchema, LoadError, SourceError, type Target } from '@arbalest/core/plugin'
import { defaultLoaders } from 'cosmiconfig'
import { MemorySink, MemorySource } from '@arbalest/testing'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printStep, targetOf, type Inferred } from '../src/index.js'
import { inferFrom } from './lines.js'
import { documents } from './messy.js'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const options = optionsSchema(v.unknown())
const source = definePlugin({ kind: 'source', name: 'source', options, create: () => new MemorySource() })
const sink = definePlugin({ kind: 'sink', name: 'sink', options, create: () => new MemorySink() })

/** The target that a configuration file with what is printed has. */
async function targetOfPrinted(inferred: Inferred): Promise<Target> {
  const objects = { read: 1, total: 1 }
  const printed = printStep(inferred, { bucket: 'acme', prefix: 'data/', table: 'messy', objects })
  const file = defaultLoaders['.yaml']('.arbalestrc.yaml', printed) as { pipelines: { messy: object[] } }
  const load = {
    ...file.pipelines.messy[0]!,
    source: { use: source },
    strategy: { use: manifest },
  }
  await using assembly = await assemble({ sink: { use: sink }, pipelines: { messy: [load] } })
  const [step] = assembly.pipelines[0]!.steps
  if (step?.kind !== 'load') throw new Error('no load was printed')
  return step.target
}

function byName({ columns, ...target }: Target): Target {
  return { ...target, columns: columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }
}

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
        expect(byName(await targetOfPrinted(inferred))).toEqual(byName(target))
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
})
