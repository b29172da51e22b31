import {
  columnsToAdd,
  type Column,
  type Sink,
  type Statement,
  type TableColumn,
  type Tables,
} from '@arbalest/core/plugin'
import { EVENTS, testTables } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const asThere = ({ name, type }: Column): TableColumn => ({ name, type, notNull: false, hasDefault: false })

type Change = (tables: Tables) => Partial<Tables>

const changed = (sink: Sink, change: Change): Sink => ({
  url: sink.url,
  powers: { tables: { ...sink.powers.tables!, ...change(sink.powers.tables!) } },
  check: (target) => sink.check(target),
  marks: (scope) => sink.marks(scope),
  transaction: (context, work) => sink.transaction(context, work),
  [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
})

/** The first test of the suite that fails of a sink whose tables are changed. */
async function firstFailure(change: Change): Promise<string | undefined> {
  const bodies: [name: string, body: () => Promise<void>][] = []
  testTables(
    (name, body) => bodies.push([name, body]),
    async () => {
      const fixture = await warehouse.fixture()
      return {
        ...fixture,
        sink: changed(fixture.sink, change),
        another: async () => changed(await fixture.another(), change),
        run: async ({ text }: Statement) => void (await warehouse.query(text)),
        storage: { distKey: 'id', sortKey: ['at', 'id'] },
        otherStorage: { sortKey: ['id'], sortStyle: 'interleaved' as const },
        textStorage: { encode: 'zstd' as const },
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

describe('the suite of tables finds', () => {
  test.each<[string, string, Change]>([
    [
      'a table that forgets its keys',
      'makes a table',
      ({ ddl }) => ({ ddl: { ...ddl, create: ({ table, columns }) => ddl.create({ table, columns }) } }),
    ],
    [
      'another table than the one whose rows are marked',
      'marks what is loaded with the table',
      (tables) => ({
        async describe(name) {
          const table = await tables.describe(name)
          return table && { ...table, identity: 'another' }
        },
      }),
    ],
    [
      'columns that must have a value, unsaid',
      'makes a table',
      (tables) => ({
        async describe(name) {
          const table = await tables.describe(name)
          return (
            table && { ...table, columns: table.columns.map((column) => ({ ...column, notNull: false })) }
          )
        },
      }),
    ],
    [
      'a table that is missing, described',
      'reports no table if it is missing',
      (tables) => ({
        describe: async (name) => (await tables.describe(name)) ?? { columns: [], hasRows: false },
      }),
    ],
    [
      'a table with rows that is said to have none',
      'says whether a table has rows',
      (tables) => ({
        async describe(name) {
          const table = await tables.describe(name)
          return table && { ...table, hasRows: false }
        },
      }),
    ],
    [
      'columns that are added in words alone',
      'adds the columns that are missing',
      (tables) => ({
        async addColumns(target) {
          const table = await tables.describe(target.table)
          return columnsToAdd(target, table?.columns ?? target.columns.map(asThere)).map(({ name }) => name)
        },
      }),
    ],
    [
      'columns that must have a value, and are added',
      'adds nothing unless',
      (tables) => ({
        addColumns: (target) =>
          tables.addColumns({
            ...target,
            columns: target.columns.map((column) => ({ ...column, notNull: false })),
          }),
      }),
    ],
    [
      'columns that are added unasked',
      'adds nothing unless',
      (tables) => ({ addColumns: (target) => tables.addColumns({ ...target, evolve: 'add' }) }),
    ],
    [
      'one who claims what another has added at the same time',
      'adds each column once',
      (tables) => {
        let asked = false
        return {
          async addColumns(target) {
            const added = await tables.addColumns(target)
            if (asked || target.evolve !== 'add' || !(await tables.describe(target.table))) return added
            asked = true
            return columnsToAdd(target, EVENTS.columns.map(asThere)).map(({ name }) => name)
          },
        }
      },
    ],
    [
      'statements that leave out a difference',
      'returns statements that take away',
      ({ ddl }) => ({
        ddl: {
          ...ddl,
          alter: (table, target, differences) => ddl.alter(table, target, differences.slice(1)),
        },
      }),
    ],
  ])('%s', async (_, expected, change) => {
    expect(await firstFailure(change)).toContain(expected)
  })
})
