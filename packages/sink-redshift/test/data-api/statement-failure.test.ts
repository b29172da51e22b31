import { describe, expect, test } from 'vitest'
import { statementFailure } from '../../src/session/data-api/statement-failure.js'

const ID = '[ErrorId: 1-65a1b2c3-0123456789abcdef01234567]'

describe('what the API says of a statement that failed', () => {
  test('is taken apart', () => {
    expect(
      statementFailure(
        `ERROR: Load into table 't' failed.\n  Detail: \n  error:  x\n  code:   8\n  Hint: look ${ID}`,
      ),
    ).toEqual({
      message: "Load into table 't' failed.",
      detail: 'error:  x\n  code:   8',
      code: '',
      isFatal: false,
    })
  })

  test('may have none of its usual parts', () => {
    expect(statementFailure('')).toEqual({ message: '', detail: undefined, code: '', isFatal: false })
    expect(statementFailure('Connection or an prior query failed.')).toMatchObject({ code: '08006' })
  })

  test.each([
    ['ERROR: Relation "events" already exists', '42P07'],
    ['ERROR: column "n" of relation "t" already exists', '42701'],
    ['ERROR: duplicate key value violates unique constraint "pg_type_typname_nsp_index"', '42P07'],
    ['ERROR: permission denied for relation events', '42501'],
    ['ERROR: deadlock detected', '40P01'],
    [`ERROR: Query (123) cancelled on user's request`, '57014'],
    ['FATAL: password authentication failed for user "ada"', '28000'],
    ['FATAL: terminating connection due to administrator command', '57P01'],
    ['ERROR: 1023', ''],
  ])('%s is %s', (text, code) => {
    const { isFatal, ...said } = statementFailure(`${text} ${ID}`)
    expect(said).toMatchObject({ code, message: text.replace(/^\w+: /, '') })
    expect(isFatal).toBe(text.startsWith('FATAL'))
  })
})
