import { ConfigError, LoadError, PluginError, SinkError } from '@arbalest/core'
import { expect, test } from 'vitest'
import { describeError } from '../src/describe-error.js'
import { exitCodeOf, exitCodeOfSignal } from '../src/exit-code.js'

test('an error is told with its cause, its code and where to read on', () => {
  const cause = new Error('connect ECONNREFUSED 127.0.0.1:5439')
  const error = new SinkError('SINK_UNREACHABLE', 'No connection to "host".', { cause })

  expect(describeError(error)).toBe(
    [
      'arbalest: No connection to "host".',
      '  caused by: connect ECONNREFUSED 127.0.0.1:5439',
      'SINK_UNREACHABLE: see docs/errors.md#sink_unreachable',
    ].join('\n'),
  )
})

test('of many rejected rows the first twenty are told, and how many more there are', () => {
  const rejections = Array.from({ length: 23 }, (_, index) => ({
    object: 's3://b/k',
    line: index + 1,
    reason: 'Invalid digit',
  }))

  const described = describeError(new LoadError('Rows do not fit.', rejections)).split('\n')

  expect(described.slice(1, 3)).toEqual([
    '  s3://b/k, line 1: Invalid digit',
    '  s3://b/k, line 2: Invalid digit',
  ])
  expect(described.slice(-2)).toEqual(['  and 3 more', 'LOAD_REJECTED: see docs/errors.md#load_rejected'])
})

test('what was thrown may be anything', () => {
  expect(describeError('no')).toBe('arbalest: unexpected error: no')
  expect(describeError(new TypeError('no'))).toMatch(/^arbalest: unexpected error: TypeError: no\n {4}at /)
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
