import { describe, expect, test } from 'vitest'
import { load } from '../load.js'

describe('text of fixed width', () => {
  test.each([
    [
      'the last field may be short',
      'a int4, b varchar(9)',
      '1  ab  \n2  c',
      "fixedwidth 'a:3,b:4'",
      ['1\tab  ', '2\tc'],
      [],
    ],
    ['widths count characters', 'a varchar(9), b varchar(9)', 'éàx\n', "fixedwidth 'a:2,b:1'", ['éà\tx'], []],
    ['blank fields', 'a int4, b varchar(9)', '   xy', "fixedwidth 'a:3,b:2'", ['\\N\txy'], []],
    ['a line too long', 'a int4', '12', "fixedwidth 'a:1'", [], ['1:a: 1202 Extra column(s) found']],
    [
      'a line too short',
      'a int4, b int4',
      '1',
      "fixedwidth 'a:1,b:1'",
      [],
      ['1:a: 1214 Delimiter not found'],
    ],
    ['FILLRECORD', 'a int4, b int4', '1', "fixedwidth 'a:1,b:1' fillrecord", ['1\t\\N'], []],
  ])('%s', async (_, columns, content, parameters, rows, errors) => {
    const outcome = await load(columns, content, parameters)
    expect(outcome).toMatchObject({ rows, errors })
  })

  test('needs a width for each column', async () => {
    const { failure } = await load('a int4, b int4', '1', "fixedwidth 'a:1'")
    expect(failure).toBe('FIXEDWIDTH must have a field for each column, so 2, and has 1')
  })
})
