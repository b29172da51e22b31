import { expect, test } from 'vitest'
import { resolveReferences } from '../../src/configuration/references.js'

test('a reference is replaced wherever it stands in a string', () => {
  const value = { a: ['x', '${env:ONE}'], b: { c: 's3://${env:ONE}/${env:TWO}/' }, d: 5, e: null, f: '$one' }

  const { value: resolved, variables, faults } = resolveReferences(value, { ONE: '1', TWO: '${env:ONE}' })

  expect(resolved).toEqual({ a: ['x', '1'], b: { c: 's3://1/${env:ONE}/' }, d: 5, e: null, f: '$one' })
  expect([...variables]).toEqual([
    ['ONE', '1'],
    ['TWO', '${env:ONE}'],
  ])
  expect(faults).toEqual([])
})

test('every reference that stands for nothing is a fault, with its place', () => {
  const value = { sink: { with: ['${env:GONE}', '${env:EMPTY}', '${env:A-B}', '${env:OPEN'] } }

  const { value: resolved, faults } = resolveReferences(value, { EMPTY: '' })

  expect(resolved).toEqual(value)
  expect(faults).toEqual([
    { path: ['sink', 'with', 0], message: 'The environment variable "GONE" is not set.' },
    { path: ['sink', 'with', 1], message: 'The environment variable "EMPTY" is empty.' },
    {
      path: ['sink', 'with', 2],
      message: '"${env:A-B}" is not a reference; write ${env:NAME} or ${env:NAME:-default}.',
    },
    {
      path: ['sink', 'with', 3],
      message: '"${env:OPEN" is not a reference; write ${env:NAME} or ${env:NAME:-default}.',
    },
  ])
})

test('plugins and instances of classes are passed on as they are', () => {
  const plugin = { name: '${env:ONE}', parse: () => undefined }
  const date = new Date(0)

  const { value } = resolveReferences({ plugin, date }, { ONE: '1' })

  expect(value).toEqual({ plugin, date })
  expect((value as { plugin: unknown }).plugin).toBe(plugin)
})

test('a value that holds itself, as a YAML alias may make one, comes to an end', () => {
  const value: unknown[] = ['${env:ONE}']
  value.push(value)

  expect((resolveReferences(value, { ONE: '1' }).value as unknown[])[0]).toBe('1')
})

test('a default stands in for a variable that is not set or empty', () => {
  const value = ['${env:GONE:-a}', '${env:EMPTY:-b-${x}', '${env:ONE:-c}', '<${env:GONE:-}>']
  const { value: resolved, variables, faults } = resolveReferences(value, { ONE: '1', EMPTY: '' })
  expect(resolved).toEqual(['a', 'b-${x', '1', '<>'])
  expect([...variables]).toEqual([['ONE', '1']])
  expect(faults).toEqual([])
})

test.each([
  '$REDSHIFT_URL',
  '${REDSHIFT_URL}',
  's3://${REDSHIFT_URL}/x',
  "{{ env_var('REDSHIFT_URL') }}",
  '%REDSHIFT_URL%',
])('%s, as other tools refer to a variable, is a fault that says how it is written here', (text) => {
  const { faults } = resolveReferences({ connection: text, statements: [text] }, { REDSHIFT_URL: 'x' })
  expect(faults).toEqual([
    {
      path: ['connection'],
      message: expect.stringMatching(
        /^has ".*REDSHIFT_URL.*", which is not replaced; write \$\{env:REDSHIFT_URL\}\.$/,
      ),
    },
  ])
})
