import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startLake, type Lake } from './lake.js'

const DOCUMENTS = 200
const BROKEN = 100

let lake: Lake

beforeAll(async () => {
  lake = await startLake()
})

afterAll(() => lake[Symbol.asyncDispose]())

/** Documents of which one is broken, laid out so that nothing, or what is given, stands before each. */
function documents(before: string): string {
  return Array.from({ length: DOCUMENTS }, (_, index) => {
    const id = index + 1
    return before + (id === BROKEN ? `{"id":${id},"v":}` : JSON.stringify({ id, v: 'x' }))
  }).join('')
}

const step = (table: string, skip: number) => ({
  ...(skip > 0 && { onBadRow: { skip } }),
  target: { table, properties: { id: 'bigint', v: 'varchar(20)' } },
})

// A stream that writes no line breaks, and a program that indents: a broken document costs those behind it.
describe.each([
  ['one_line', ''],
  ['indented', '\n  '],
])('a broken document among good ones, %s', (name, before) => {
  beforeAll(() => lake.put(`${name}/part-1`, documents(before)))

  test('is reported by validate, with those that it costs', async () => {
    const { exitCode, stderr } = await lake.run({ [name]: step(`${name}_none`, 0) }, 'validate')
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`${DOCUMENTS - BROKEN + 1} rows would be refused`)
  })

  test('costs no good one uncounted: a load that allows for few fails', async () => {
    const { exitCode, stderr } = await lake.run({ [name]: step(`${name}_few`, 10) }, 'run')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('LOAD_REJECTED')
    expect(stderr).toMatch(new RegExp(`s3://lake/${name}/part-1, line \\d+, position \\d+`))
  })

  test('and one that allows for many counts them, and ends with 5', async () => {
    const { exitCode, stdout } = await lake.run({ [name]: step(`${name}_many`, 1_000) }, 'run')
    const [counts] = await lake.query(`select count(*)::int as rows from ${name}_many`)
    const loaded = Number(counts?.['rows'])
    expect(exitCode).toBe(5)
    expect(stdout).toContain(`${loaded} rows, ${DOCUMENTS - loaded} rows rejected`)
  })
})

test('a document that merely does not fit costs none but itself', async () => {
  const good = (id: number) => JSON.stringify({ id, v: 'x' })
  await lake.put('misfit/part-1', `${good(1)}{"id":"five hundred","v":"x"}${good(3)}`)
  const tried = await lake.run({ misfit: step('misfit', 10) }, 'validate')
  expect(tried.exitCode).toBe(5)
  expect(tried.stdout).toContain('1 row would be left out, of 10 that onBadRow allows')
  expect(tried.stdout).toContain('1 row, column "id": Invalid digit')
  const { exitCode, stdout } = await lake.run({ misfit: step('misfit', 10) }, 'run')
  expect(exitCode).toBe(5)
  expect(stdout).toContain('2 rows, 1 row rejected')
  expect(stdout).not.toContain('five hundred')
})
