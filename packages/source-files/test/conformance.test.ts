import { testPlugin, testSource } from '@arbalest/testing'
import { describe, test } from 'vitest'
import plugin from '../src/index.js'
import { Folder } from './folder.js'

testPlugin(test, plugin, {
  valid: [
    { folder: './inbox' },
    { folder: '/data', include: ['**/*.json'], exclude: ['old/**'], hidden: 'include' },
    { folder: '/data', settle: '30s', version: 'digest', series: { pattern: '{day}/', start: '2018-01-01' } },
  ],
  invalid: [
    { options: {}, places: ['folder'] },
    { options: { folder: '' }, places: ['folder'] },
    { options: { folder: 's3://acme/events' }, places: ['folder'] },
    { options: { folder: 'a', settle: '0s', version: 'etag' }, places: ['settle', 'version'] },
    {
      options: { folder: 'a', include: '*', series: { pattern: '{dya}/' } },
      places: ['include', 'series.pattern'],
    },
  ],
})

describe.each(['time', 'digest'] as const)('with versions by %s', (version) => {
  testSource(test, async () => {
    const source = await Folder.create({ version })
    return { source, [Symbol.asyncDispose]: () => source[Symbol.asyncDispose]() }
  })
})
