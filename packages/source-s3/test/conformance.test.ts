import { testPlugin } from '@arbalest/testing'
import { test } from 'vitest'
import plugin from '../src/index.js'

// That it is a source as any other is tested where there are servers to list: see source-behaviour.ts.
testPlugin(test, plugin, {
  valid: [
    { bucket: 'acme-events' },
    { bucket: 'acme-events', prefix: 'a/', include: ['**/*.json'], exclude: ['**/_*'] },
    { bucket: 'acme-events', region: 'eu-west-1', endpoint: 'http://localhost:9000', forcePathStyle: true },
  ],
  invalid: [
    { options: {}, places: ['bucket'] },
    { options: { bucket: 's3://acme/events', prefix: 's3://acme/' }, places: ['bucket', 'prefix'] },
    { options: { bucket: 'acme', include: '*.json', exclude: [''] }, places: ['include', 'exclude[0]'] },
    { options: { bucket: 'acme', region: 1, endpoint: 'localhost' }, places: ['region', 'endpoint'] },
    { options: { bucket: 'acme', secretAccessKey: 'hunter2' }, places: ['secretAccessKey'] },
    { options: 'acme', places: [''] },
  ],
})
