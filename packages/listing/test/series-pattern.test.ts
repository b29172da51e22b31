import { ConfigError } from '@arbalest/core'
import { expect, test } from 'vitest'
import { nameFolder, readFolder } from '../src/series/folder-pattern.js'
import { parsePattern } from '../src/series/series-pattern.js'

test.each([
  ['{number}/', 'number'],
  ['batch-{number}.d/', 'number'],
  ['{day}/', 'day'],
  ['{day}/{hour}/', 'hour'],
  ['{day}T{hour}/', 'hour'],
  ['{year}/{month}/{day}/', 'day'],
  ['{year}{month}{day}/', 'day'],
  ['{year}/{month}/{day}/{hour}/', 'hour'],
])('%s has partitions of the kind %s', (pattern, kind) => {
  expect(parsePattern(pattern).kind).toBe(kind)
})

const ORDER =
  'must name {number}; or {day}; or {day} and {hour}; or {year}, {month} and {day}; or these three and {hour}: each once, in this order.'

test.each([
  ['', ['"" must end in "/", because partitions are folders.', nothing('')]],
  ['/', [nothing('')]],
  ['{day}', ['"{day}" must end in "/", because partitions are folders.']],
  ['/{day}/', [nothing('')]],
  ['{day}//{hour}/', [nothing('')]],
  ['raw/{day}/data/', [nothing('raw'), nothing('data')]],
  [
    '{dya}/{}/',
    [
      '"{dya}" is no part; the parts are {number}, {year}, {month}, {day}, {hour}.',
      '"{}" is no part; the parts are {number}, {year}, {month}, {day}, {hour}.',
    ],
  ],
  ['{day/{hour}/', ['"{day" has an unmatched brace.']],
  ['day}/', ['"day}" has an unmatched brace.']],
  ['{hour}/{day}/', [`"{hour}/{day}/" ${ORDER}`]],
  ['{hour}/', [`"{hour}/" ${ORDER}`]],
  ['{year}/{month}/', [`"{year}/{month}/" ${ORDER}`]],
  ['{year}/{day}/', [`"{year}/{day}/" ${ORDER}`]],
  ['{day}/{day}/', [`"{day}/{day}/" ${ORDER}`]],
  ['{number}/{day}/', [`"{number}/{day}/" ${ORDER}`]],
])('refuses the pattern %j, and reports all that is wrong', (pattern, messages) => {
  const parse = () => parsePattern(pattern)
  expect(parse).toThrow(ConfigError)
  expect(parse).toThrow(
    expect.objectContaining({ faults: messages.map((message) => ({ path: [], message })) }),
  )
})

function nothing(name: string): string {
  return `"${name}/" names no part, such as {day}; what comes before the first part belongs in the url, or the folder, of the source.`
}

/** What the last folder of `path` says, in a series with `pattern`. */
function read(pattern: string, path: string): string | undefined {
  const names = path.split('/')
  return parsePattern(pattern).folders.reduce<string | undefined>(
    (above, folder, level) => (above === undefined ? above : readFolder(folder, above, names[level]!)),
    '',
  )
}

test.each([
  ['{number}/', '42', '00000000000000000042'],
  ['{number}/', '0042', '00000000000000000042'],
  ['{number}/', '-42', undefined],
  ['{number}/', '4 2', undefined],
  ['{number}/', '000000000000000000042', undefined],
  ['{day}/', '2018-02-28', '2018-02-28'],
  ['{day}/', '2018-02-29', undefined],
  ['{day}/', '2018-2-28', undefined],
  ['{day}/', '2018-02-28-copy', undefined],
  ['dt={day}/', 'dt=2018-02-28', '2018-02-28'],
  ['dt={day}/', 'dt-2018-02-28', undefined],
  ['a.b+{day}(c)/', 'a.b+2018-02-28(c)', '2018-02-28'],
  ['a.b+{day}(c)/', 'a-bb2018-02-28c', undefined],
  ['{day}/{hour}/', '2018-02-28/05', '2018-02-28T05'],
  ['{day}/{hour}/', '2018-02-28/5', '2018-02-28T05'],
  ['{day}/{hour}/', '2018-02-28/23', '2018-02-28T23'],
  ['{day}/{hour}/', '2018-02-28/24', undefined],
  ['{day}-{hour}/', '2018-02-28-5', undefined],
  ['{year}/{month}/{day}/', '2018/2/1', '2018-02-01'],
  ['{year}/{month}/{day}/', '2018/12/31', '2018-12-31'],
  ['{year}/{month}/{day}/', '2018/02/30', undefined],
  ['{year}/{month}/{day}/', '2018/13/01', undefined],
  ['{year}{month}{day}/', '20180201', '2018-02-01'],
  ['{year}{month}{day}/', '2018021', undefined],
  ['{year}{month}/{day}/{hour}/', '201802/01/05', '2018-02-01T05'],
])('in %s, %s is the partition %s', (pattern, path, partition) => {
  expect(read(pattern, path)).toBe(partition)
})

test.each([
  ['{day}/', '2018-02-01', '2018-02-01'],
  ['dt={day}/{hour}/', '2018-02-01T05', 'dt=2018-02-01'],
  ['{day}T{hour}/', '2018-02-01', '2018-02-01T00'],
  ['{day}T{hour}/', '2018-02-01T05', '2018-02-01T05'],
  ['{year}/{month}/{day}/', '2018-02-01', '2018'],
  ['y{year}m{month}d{day}/', '2018-02-01', 'y2018m02d01'],
  ['{number}/', '00000000000000000042', undefined],
])('in %s, the uppermost folder that holds %s is called %s', (pattern, partition, name) => {
  expect(nameFolder(parsePattern(pattern).folders[0]!, partition)).toBe(name)
})
