import {
  columnsToAdd,
  type Column,
  type Sink,
  type SinkSchema,
  type Statement,
  type TableColumn,
} from '@arbalest/core'
import { EVENTS, testSinkSchema } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const asThere = ({ name, type }: Column): TableColumn => ({ name, type, notNull: false, hasDefault: false })

type Change = (schema: SinkSchema) => Partial<SinkSchema>

const changed = (sink: Sink, change: Change): Sink => ({
  url: sink.url,
  schema: { ...sink.schema!, ...change(sink.schema!) },
  marks: (scope) => sink.marks(scope),
  transaction: (scope, work) => sink.transaction(scope, work),
  [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
})

/** The first test of the suite that fails of a sink whose schema is changed. */
async function firstFailure(change: Change): Promise<string | undefined> {
  const bodies: [name: string, body: () => Promise<void>][] = []
  testSinkSchema(
    (name, body) => bodies.push([name, body]),
    async () => {
      const fixture = await warehouse.fixture()
      return {
        ...fixture,
        sink: changed(fixture.sink, change),
        another: async () => changed(await fixture.another(), change),
        run: async ({ text }: Statement) => void (await warehouse.query(text)),
      }
    },
  )
  for (const [name, body] of bodies) {
    const failed = await body().then(
      () => false,
      () => true,
    )
    if (failed) return name
  }
  return undefined
}

describe('the suite of schemas finds', () => {
  test.each<[string, string, Change]>([
    [
      'a table that forgets its keys',
      'makes a table',
      (schema) => ({
        create: ({ table, columns }) => schema.create({ table, columns }),
      }),
    ],
    [
      'columns that may not be NULL, unsaid',
      'makes a table',
      (schema) => ({
        columns: async (table) =>
          (await schema.columns(table))?.map((column) => ({ ...column, notNull: false })),
      }),
    ],
    [
      'columns of a table that is missing',
      'tells nothing of a table',
      (schema) => ({
        columns: async (table) => (await schema.columns(table)) ?? [],
      }),
    ],
    [
      'columns that are added in words alone',
      'adds the columns that are missing',
      (schema) => ({
        evolve: async (target) =>
          columnsToAdd(target, (await schema.columns(target.table)) ?? target.columns.map(asThere)).map(
            ({ name }) => name,
          ),
      }),
    ],
    [
      'columns that must have a value, and are added',
      'adds nothing unless',
      (schema) => ({
        evolve: (target) =>
          schema.evolve({
            ...target,
            columns: target.columns.map((column) => ({ ...column, notNull: false })),
          }),
      }),
    ],
    [
      'columns that are added unasked',
      'adds nothing unless',
      (schema) => ({
        evolve: (target) => schema.evolve({ ...target, evolve: 'add' }),
      }),
    ],
    [
      'one who claims what another has added at the same time',
      'adds each column once',
      (schema) => {
        let asked = false
        return {
          async evolve(target) {
            const added = await schema.evolve(target)
            if (asked || target.evolve !== 'add' || !(await schema.columns(target.table))) return added
            asked = true
            return columnsToAdd(target, EVENTS.columns.map(asThere)).map(({ name }) => name)
          },
        }
      },
    ],
    [
      'statements that leave out a difference',
      'tells statements that take away',
      (schema) => ({
        alter: (target, differences) => schema.alter(target, differences.slice(1)),
      }),
    ],
  ])('%s', async (_, expected, change) => {
    expect(await firstFailure(change)).toContain(expected)
  })
})
