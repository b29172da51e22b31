import { ConfigError, LoadError, PluginError, SinkError } from '@arbalest/core'
import { expect, test } from 'vitest'
import { describeError } from '../../src/output/describe-error.js'
import { exitCodeOf, exitCodeOfSignal } from '../../src/process/exit-code.js'

const WORDING = { showValues: true }

test('an error is printed with its cause, its code and where to read on', () => {
  const cause = new Error('connect ECONNREFUSED 127.0.0.1:5439')
  const error = new SinkError('SINK_UNREACHABLE', 'No connection to "host".', { cause })

  expect(describeError(error, WORDING)).toBe(
    [
      'arbalest: No connection to "host".',
      '  caused by: connect ECONNREFUSED 127.0.0.1:5439',
      'SINK_UNREACHABLE: "arbalest help SINK_UNREACHABLE" explains it',
    ].join('\n'),
  )
})

test('rejected rows are reported by column and reason, with examples', () => {
  const rejections = Array.from({ length: 5 }, (_, index) => ({
    object: 's3://b/k',
    line: index + 1,
    column: index === 3 ? 'id' : 'mag',
    value: `x${index}`,
    reason: `Invalid digit, Value '${index}'`,
  }))
  const unreadable = { object: 's3://b/k', line: 9, reason: 'Invalid value.' }

  expect(
    describeError(new LoadError('Rows do not fit.', [...rejections, unreadable]), WORDING).split('\n'),
  ).toEqual([
    'arbalest: Rows do not fit.',
    `  4 rows, column "mag": Invalid digit, Value '0'`,
    '    s3://b/k, line 1, value "x0"',
    '    s3://b/k, line 2, value "x1"',
    '    s3://b/k, line 3, value "x2"',
    '  1 row: Invalid value.',
    '    s3://b/k, line 9',
    `  1 row, column "id": Invalid digit, Value '3'`,
    '    s3://b/k, line 4, value "x3"',
    'LOAD_REJECTED: "arbalest help LOAD_REJECTED" explains it',
  ])
})

test('of very many kinds of rejected rows the first twenty are reported, and how many rows there are of others', () => {
  const rejections = Array.from({ length: 120 }, (_, index) => ({
    object: 's3://b/k',
    line: index + 1,
    column: `c${index}`,
    reason: 'Overflow',
  }))

  const described = describeError(new LoadError('Rows do not fit.', rejections), WORDING).split('\n')

  expect(described.filter((line) => line.includes('Overflow'))).toHaveLength(20)
  expect(described.at(-2)).toBe('  100 rows more')
})

test('what was thrown may be anything', () => {
  expect(describeError('no', WORDING)).toBe('arbalest: unexpected error: no')
  expect(describeError(new TypeError('no'), WORDING)).toMatch(
    /^arbalest: unexpected error: TypeError: no\n {4}at /,
  )
})

test('the exit code says who must act, and whether waiting helps', () => {
  expect(exitCodeOf(new ConfigError('CONFIG_INVALID', 'x'))).toBe(3)
  expect(exitCodeOf(new PluginError('PLUGIN_NOT_FOUND', 'x'))).toBe(3)
  expect(exitCodeOf(new SinkError('SINK_DENIED', 'x'))).toBe(1)
  expect(exitCodeOf(new SinkError('SINK_UNREACHABLE', 'x', { retryable: true }))).toBe(4)
  expect(exitCodeOf(new TypeError('x'))).toBe(1)
  expect(exitCodeOf(undefined)).toBe(1)
  expect(exitCodeOfSignal('SIGTERM')).toBe(143)
})
