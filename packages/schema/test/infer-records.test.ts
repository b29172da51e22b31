import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { printStep } from '../src/index.js'
import { inferFields } from './objects.js'

const typesOf = async (...contents: readonly (string | Uint8Array)[]) => {
  const { fields } = await inferFields(Object.fromEntries(contents.map((each, index) => [`${index}`, each])))
  return Object.fromEntries(fields.map(({ name, type }) => [name, type]))
}

const copyOf = async (content: string | Uint8Array, key = 'a') => (await inferFields({ [key]: content })).copy

test.each([
  ['1\n32767\n', 'integer'],
  ['1.5\n2\n', 'decimal(18,2)'],
  ['True\nFALSE\n', 'boolean'],
  ['2026-01-05\n\n2026-01-06\n', 'date'],
  ['2026-01-05 10:00:00\n2026-01-05\n', 'timestamp'],
  ['007\n8\n', 'varchar(16)'],
  ['1\ntrue\n', 'varchar(16)'],
  ['+1\n.5\n', 'varchar(16)'],
  ['1\n\\N\n', 'smallint'],
  [' 1\n2 \n', 'smallint'],
  ['""\n""\n', 'varchar(256)'],
])('the types are those of JSON, and what is empty is no value: %j', async (values, type) => {
  expect(await typesOf(`value\n${values}`)).toEqual({ value: type })
})

test('says how many records have a value, and which contradict each other', async () => {
  const { fields, from } = await inferFields({ 'a.csv': 'id,v\n1,\n2,x\n3,4\n' })
  expect(from).toBe('3 records')
  expect(fields[1]).toEqual({
    name: 'v',
    type: 'varchar(16)',
    share: 2 / 3,
    remarks: ['a string ("x" in s3://test/a.csv, line 3) or a number (4 in s3://test/a.csv, line 4)'],
  })
})

test.each([
  ['id,v\n1,2\n', { ignoreHeader: 1 }],
  ['1,2\n3,4\n', {}],
  ['id\tv\n1\t2,5\n', { delimiter: String.raw`\t`, ignoreHeader: 1 }],
  ['id;v\n1;"a;b"\n2;c\n', { delimiter: ';', ignoreHeader: 1 }],
  ["id|v\n1|'a|b'\n2|'c'\n", { delimiter: '|', quote: "'", ignoreHeader: 1 }],
  ["id,v\n1,it's\n2,ours\n", { ignoreHeader: 1 }],
  ['1\x012\x01x\n3\x014\x01y\n', { delimiter: String.raw`\001` }],
  ['id,v\n\n1,2\n', { ignoreHeader: 1, ignoreBlankLines: true }],
  ['"a\nb",c\n1,2\n', { ignoreHeader: 2 }],
  ['\ufeffid,v\n1,2\n', { ignoreHeader: 1 }],
  [',v\n1,2\n', { ignoreHeader: 1, match: 'position' }],
  ['a,a\n1,2\n', { ignoreHeader: 1, match: 'position' }],
  ['a b,a_b\n1,2\n', { ignoreHeader: 1, match: 'position' }],
])('says how %j is written', async (text, expected) => {
  expect(await copyOf(text)).toEqual({ format: 'csv', ...expected })
})

test('takes UTF-16 and compressed objects, and the delimiter that a key names', async () => {
  const text = 'id,v\n1,ü\n'
  expect(await copyOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toMatchObject({ encoding: 'utf16' })
  expect(await copyOf(gzipSync(text), 'a.csv.gz')).toEqual({ format: 'csv', ignoreHeader: 1 })
  expect(await copyOf('a,b\n1,2\n', 'a.tsv')).toMatchObject({ delimiter: String.raw`\t` })
})

test.each([
  ['all are text, and none comes again', ['name,city\nAlice,Lima\nBob,Seoul\n']],
  ['all are text, and the same begin each object', ['Oslo,Rome\nx,Oslo\n', 'Oslo,Rome\n']],
])('takes the first line for names if %s', async (_, contents) => {
  expect(Object.keys(await typesOf(...contents))).toEqual(
    contents[0]!.split('\n')[0]!.toLowerCase().split(','),
  )
})

test.each([
  ['one of them is a number', '2020,x\n1,y\n'],
  ['one of them comes again below', 'Alice,Lima\nBob,Lima\n'],
  ['none is below', 'a,b\n'],
])('takes the first line for a record if %s', async (_, content) => {
  expect(Object.keys(await typesOf(content))).toEqual(['column_1', 'column_2'])
})

test('objects with other headers are given to the same columns', async () => {
  expect(await typesOf('id,v\n1,x\n', 'W,id\n2.5,70000\n')).toEqual({
    id: 'integer',
    v: 'varchar(16)',
    w: 'decimal(18,2)',
  })
  await expect(typesOf('id,a b\n1,x\n', 'a_b,id,a b\n1,2,3\n')).rejects.toMatchObject({
    code: 'NOT_INFERRED',
  })
})

test('a delimiter at the end of each line is no column', async () => {
  expect(await typesOf('id,v,\n1,2,\n')).toEqual({ id: 'smallint', v: 'smallint' })
})

test.each([
  ['id,v\n1\n2,3\n', 2, 'has 1 field, and not 2'],
  ['id,v\n1,2,3\n2,3\n', 2, 'has 3 fields, and not 2'],
  ['id,v\n2,3\n1,a"b\n', 3, 'has a " inside a field that does not begin with one'],
  ['id,v\n1,"a"b\n2,3\n', 2, 'has text between a closing " and the end of the field'],
  ['id,v\n2,3\n1,"a\n', 3, 'has an opening " without a closing one'],
  ['id,v\n1,a\rb\n2,3\n', 2, 'has a carriage return in the middle of a line'],
  ['id,v\n1,"a\0"\n2,3\n', 2, 'has the character NUL'],
  [Buffer.from('id,v\n1,\xff\n2,3\n', 'latin1'), 2, 'has text that is not UTF-8'],
  [`id,v\n1,${'x'.repeat(65_536)}\n2,3\n`, 2, 'has a field of more than 65,535 bytes'],
])('says what COPY will refuse, and leaves it out: %#', async (text, line, fault) => {
  const { unreadable, from } = await inferFields({ a: text })
  expect(unreadable).toEqual([{ object: 's3://test/a', line, fault }])
  expect(from).toBe('1 record')
})

test('a record that reaches beyond what is read counts for nothing', async () => {
  const text = `id,v\n${Array.from({ length: 2_000 }, (_, id) => `${id},"${'x'.repeat(20)}\n"\n`).join('')}`
  const inferred = await inferFields({ a: text, b: 'id,v\n1,x\n' }, { most: 10_000 })
  const { unreadable, from } = inferred
  expect(unreadable).toEqual([])
  expect(inferred.partly).toBe(1)
  const step = { place: 's3://b/', table: 't', objects: { read: 2, total: 2 } }
  expect(printStep(inferred, step)).toContain('# Only the beginning of 1 object was read.\n')
  expect(Number.parseInt(from, 10)).toBeLessThan(500)
})

test('throws if there is no record', async () => {
  await expect(inferFields({ 'a.csv': 'id,v\n', 'b.csv': 'id,v\n' })).rejects.toThrow('There is no record')
})
