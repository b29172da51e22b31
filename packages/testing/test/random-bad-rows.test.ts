import { memoryFixture } from '@arbalest/testing'
import { test } from 'vitest'
import { expectEachRowOnce } from './random-bad-rows.js'

test('each row of what is loaded is in the table or kept, in memory', () =>
  expectEachRowOnce(memoryFixture, Number(process.env['ARBALEST_BAD_ROWS'] ?? 100)))
