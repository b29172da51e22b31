import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

// https://docs.aws.amazon.com/redshift/latest/dg/query-super.html
test.each([
  [`json_parse('{"a":{"b":[1,{"c":2}]}}').a.b[1].c`, '2'],
  [`(json_parse('{"a":1}')).a`, '1'],
  [`(json_parse('{"a":1}')).a::int + 1`, 2],
  [`case when (json_parse('{"a":1}')).a = 1 then (json_parse('{"b":2}')).b end`, '2'],
  [`1 in ((json_parse('{"a":1}')).a::int, 2)`, true],
  ['array(1, 2)[1]', '2'],
  [`object('a', object('b', 3)).a.b`, '3'],
])('the path %s', async (expression, value) => {
  expect(await redshift.rows(`select ${expression}`)).toEqual([[value]])
  expect(await redshift.rows(`select distinct ${expression}`)).toEqual([[value]])
})
