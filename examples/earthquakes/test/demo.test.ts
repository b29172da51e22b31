import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))

/** The cells of each line of a table that has `words` in one of them. */
function rowsWith(output: string, words: RegExp): string[][] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) => line.split('│').map((cell) => cell.trim().replace(/^'|'$/g, '')))
    .filter((cells) => cells.some((cell) => words.test(cell)))
}

test('the demo loads 1,707 earthquakes once, and then the one that comes', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['demo.js'], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)

  const [first, second, third] = stdout.split(/^# (?:Load it|Run again|One object comes).*$/m).slice(1)
  for (const output of [first!, second!]) {
    expect(rowsWith(output, /^earthquakes$/)).toContainEqual(['', '0', 'earthquakes', '1707', '2616.39', ''])
    expect(rowsWith(output, /^earthquakes_snapshot$/)).toContainEqual([
      '',
      '1',
      'earthquakes_snapshot',
      '1707',
      '2616.39',
      '',
    ])
  }
  expect(rowsWith(first!, /^2018-0[12]-\d\d$/).map(([, , day, count]) => `${day} ${count}`)).toEqual([
    '2018-01-31 198',
    '2018-02-01 231',
    '2018-02-02 242',
    '2018-02-03 259',
    '2018-02-04 301',
    '2018-02-05 249',
    '2018-02-06 213',
    '2018-02-07 14',
  ])
  expect(second!.match(/finished: nothing to load/g)).toHaveLength(2)
  expect(rowsWith(third!, /^earthquakes$/)).toContainEqual(['', '0', 'earthquakes', '1708', '2620.59', ''])

  const loaded = stdout.split('# Objects loaded by each run')[1]!
  expect(rowsWith(loaded, /^\d+$/)).toEqual([
    ['', 'run 1', '169', '169', ''],
    ['', 'run 2', '0', '0', ''],
    ['', 'run 3', '1', '0', ''],
  ])
  expect(stdout + stderr).not.toMatch(/postgres:\/\/[^*]*:[^*]+@/)
})
