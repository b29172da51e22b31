import { testPlugin } from '@arbalest/testing'
import { test } from 'vitest'
import plugin from '../src/index.js'

// That it is a source as any other is tested where there are servers to list: see source-behaviour.ts.
testPlugin(test, plugin, {
  valid: [
    { bucket: 'acme-events' },
    { bucket: 'acme-events', prefix: 'a/', include: ['**/*.json'], exclude: ['**/_*'] },
    { bucket: 'acme-events', region: 'eu-west-1', endpoint: 'http://localhost:9000', forcePathStyle: true },
    { bucket: 'acme-events', series: { pattern: '{day}/' } },
    { bucket: 'acme-events', prefix: 'a/', series: { pattern: '{number}/', start: 1, end: '20' } },
  ],
  invalid: [
    { options: {}, places: ['bucket'] },
    { options: { bucket: 's3://acme/events', prefix: 's3://acme/' }, places: ['bucket', 'prefix'] },
    { options: { bucket: 'acme', include: '*.json', exclude: [''] }, places: ['include', 'exclude[0]'] },
    { options: { bucket: 'acme', region: 1, endpoint: 'localhost' }, places: ['region', 'endpoint'] },
    { options: { bucket: 'acme', secretAccessKey: 'hunter2' }, places: ['secretAccessKey'] },
    {
      options: { bucket: 's3://acme', prefix: 'a', series: { pattern: '{dya}/', start: '2018', end: -1 } },
      places: ['bucket', 'prefix', 'series.pattern', 'series.end'],
    },
    {
      options: { bucket: 'acme', series: { pattern: 1, start: true, end: null, from: 1 } },
      places: ['series.pattern', 'series.start', 'series.end', 'series.from'],
    },
    { options: { bucket: 'acme', series: 'day' }, places: ['series'] },
    { options: { bucket: 'acme', series: {} }, places: ['series.pattern'] },
    { options: { url: 's3://acme/events/' }, places: ['bucket', 'url'] },
    { options: 'acme', places: [''] },
  ],
})
