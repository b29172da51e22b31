import { isConfigError, type Statement, type StepTransaction } from '@arbalest/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitStatements } from '../../src/statements/syntax/split-statements.js'
import { statementTexts } from '../sql-texts.js'

const textsOf = (text: string, values?: Statement['values']) =>
  splitStatements({ text, values }, 'one').map((statement) => statement.text)

function faultsOf(statement: Statement, transaction: StepTransaction = 'one'): string[] {
  try {
    splitStatements(statement, transaction)
    return []
  } catch (error) {
    if (!isConfigError(error)) throw error
    return error.faults.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }
}

describe('a text of SQL is cut', () => {
  test('at semicolons, and nowhere else', () => {
    fc.assert(
      fc.property(
        fc.array(statementTexts, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(';', ' ;\n', ';;', '\n; -- done\n', ';/* ; */;'),
        (texts, separator) => {
          const cut = textsOf(texts.join(separator)).map((text) =>
            text.replace(/^(-- done|\/\* ; \*\/)\s*/, ''),
          )
          expect(cut).toEqual(texts)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('with the comments before a statement, and without what is empty', () => {
    expect(textsOf('-- why\nselect 1; ; /* what */ select 2\n;-- the end\n')).toEqual([
      '-- why\nselect 1',
      '/* what */ select 2',
    ])
    expect(textsOf(String.raw`select E'a\';', e';'; select 2`)).toHaveLength(2)
    expect(textsOf('-- nothing;\n/* ; */ ;')).toEqual([])
  })

  test('around the body of a procedure', () => {
    const procedure = 'create procedure p() as $$ begin delete from t; commit; end; $$ language plpgsql'
    expect(textsOf(`${procedure}; select 1`)).toEqual([procedure, 'select 1'])
  })
})

test('values go with each statement, and each must be named', () => {
  const text = 'delete from t where day = $1; insert into t select $1, $2'
  const values = ['2026-01-01', 7]
  expect(splitStatements({ text, values }, 'one')).toEqual([
    { text: 'delete from t where day = $1', values },
    { text: 'insert into t select $1, $2', values },
  ])
  expect(faultsOf({ text, values: [1] })).toEqual(['values: has 1 value, and the statement names $2.'])
  expect(faultsOf({ text: `select '$1', $2`, values: [1, 2] })).toEqual([
    'values.0: is not named in the statement, as $1.',
  ])
  expect(textsOf('prepare q (int) as select $1; execute q (1)')).toHaveLength(2)
})

test.each([
  [`select 1;\nselect 'secret`, `What ' begins in line 2 has no end.`],
  ['select "secret', 'What " begins in line 1 has no end.'],
  ['select $a$ secret $$', 'What $a$ begins in line 1 has no end.'],
  ['\n\n/* /* secret */', 'What /* begins in line 3 has no end.'],
])('what has no end is reported by its beginning: %s', (text, message) => {
  expect(faultsOf({ text })).toEqual([`: ${message}`])
})

test('all that would end or begin a transaction is reported at once, wherever it hides', () => {
  const text = `begin; insert into t values ('secret'); /* /* */ */ commit; (((rollback; end work; abort;
    start transaction; truncate t`
  expect(faultsOf({ text })).toEqual([
    ': "begin" would begin a transaction, and a step is one already; leave it out.',
    ': "commit" would end the transaction of its step; leave it out.',
    ': "(((rollback" would end the transaction of its step; leave it out.',
    ': "end work" would end the transaction of its step; leave it out.',
    ': "abort" would end the transaction of its step; leave it out.',
    ': "start transaction" would begin a transaction, and a step is one already; leave it out.',
    ': "truncate t" would end the transaction of its step; write DELETE for TRUNCATE, or say transaction: none for the step.',
  ])
  expect(faultsOf({ text: 'begin; truncate t; commit' }, 'none')).toEqual([
    ': "begin" would begin or end a transaction, and its step has transaction: none; leave it out.',
    ': "commit" would begin or end a transaction, and its step has transaction: none; leave it out.',
  ])
})
