import { expect, test } from 'vitest'
import { parseTarget } from '../../src/configuration/parsing/parse-target.js'
import { ConfigError, jsonObject, property } from '../../src/index.js'
import { formatPath } from '../../src/plugin.js'

test('a configuration says all that is wrong with columns of the path and of the load at once', () => {
  const given = {
    table: 't',
    properties: { id: 'bigint', region: 'text' },
    pathPattern: 'in/{dt}/',
    pathColumns: {
      region: 'varchar(8)',
      dt: { type: 'dat', from: 'day' },
      tags: { type: 'super', from: '{dt}' },
    },
    loadColumns: { path: 'id', file: 'x' },
  }
  const faults = (() => {
    try {
      parseTarget(given as never, undefined)
    } catch (error) {
      if (error instanceof ConfigError)
        return error.faults.map(({ path, message }) => `${formatPath(path)}: ${message}`)
      throw error
    }
    return []
  })()
  expect(faults.join('\n')).toContain('pathColumns.dt: "dat" is not a column type')
  expect(faults.join('\n')).toContain('loadColumns.file: is not known here')
  expect(() =>
    jsonObject(
      {
        table: 't',
        pathPattern: 'in/{dt}/',
        pathColumns: [
          { name: 'region', type: 'varchar(8)' },
          { name: 'tags', type: 'super', from: '{dt}' },
          { name: 'none', type: 'date', from: 'day' },
        ],
        loadColumns: { path: 'id' },
      },
      property('id', 'bigint'),
      property('region', 'text'),
    ),
  ).toThrow(
    [
      'pathColumns.region: takes the part {region}, which pathPattern does not name.',
      'pathColumns.tags: is super, and no part of a key can be read as that; use text, a number or a date.',
      'pathColumns.none.from: "day" names no part of the key, such as {dt}.',
      'pathColumns.region: has the column "region", like properties.region; give one of them another column name.',
      'loadColumns.path: has the column "id", like properties.id; give one of them another column name.',
    ].join('\n'),
  )
})
