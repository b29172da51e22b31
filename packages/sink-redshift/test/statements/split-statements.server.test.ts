import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from 'pg'
import { splitStatements } from '../../src/statements/syntax/split-statements.js'
import { scraps, statementTexts } from '../sql-texts.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse
let client: Client

beforeAll(async () => {
  warehouse = await startWarehouse()
  client = await warehouse.connect()
})

afterAll(async () => {
  await client.end()
  await warehouse[Symbol.asyncDispose]()
})

/** Sends a text as one statement, as the sink does; returns what the server says if it refuses it. */
async function refusalOf(text: string): Promise<string | undefined> {
  const config = { text, queryMode: 'extended' }
  return client.query(config).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  )
}

function countOf(text: string): number {
  return splitStatements({ text }, 'one').length
}

test('each statement that is cut out is one to the server, and the text is not', async () => {
  const lists = fc.array(statementTexts, { minLength: 2, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(lists, async (texts) => {
      const text = texts.join(';')
      expect(await refusalOf(text)).toMatch(/multiple commands/)
      for (const statement of splitStatements({ text }, 'one'))
        expect(await refusalOf(statement.text)).toBeUndefined()
    }),
    { numRuns: 60 },
  )
})

test('what is not cut is one statement to the server, or none, or has no end there either', async () => {
  await fc.assert(
    fc.asyncProperty(scraps, async (text) => {
      const said = (await refusalOf(text)) ?? ''
      if (/unterminated/.test(said)) expect(() => countOf(text)).toThrow(/has no end/)
      else if (/multiple commands/.test(said)) expect(countOf(text)).toBeGreaterThan(1)
      else expect(countOf(text)).toBeLessThan(2)
    }),
    { numRuns: 1_000 },
  )
})
