import { testPlugin } from '@arbalest/testing'
import { test } from 'vitest'
import plugin from '../src/index.js'

// That it is a source as any other is tested where there are servers to list: see source-behaviour.ts.
testPlugin(test, plugin, {
  valid: [
    { url: 's3://acme-events' },
    { url: 's3://acme-events/a/', include: ['**/*.json'], exclude: ['**/_*'] },
    { url: 's3://acme-events', region: 'eu-west-1', endpoint: 'http://localhost:9000', forcePathStyle: true },
    { url: 's3://acme-events', series: { pattern: '{day}/' } },
    { url: 's3://acme-events/a/', series: { pattern: '{number}/', start: 1, end: '20' } },
  ],
  invalid: [
    { options: {}, places: ['url'] },
    { options: { url: 'acme/events/' }, places: ['url'] },
    { options: { bucket: 'acme', prefix: 'a', parallel: 0 }, places: ['bucket', 'parallel'] },
    { options: { prefix: 'a' }, places: ['prefix'] },
    { options: { url: 's3://acme/a', include: '*.json', exclude: [''] }, places: ['include', 'exclude[0]'] },
    { options: { url: 's3://acme/a', region: 1, endpoint: 'localhost' }, places: ['region', 'endpoint'] },
    { options: { url: 's3://acme/a', secretAccessKey: 'hunter2' }, places: ['secretAccessKey'] },
    {
      options: { url: 's3://acme/b', series: { pattern: '{dya}/', start: '2018', end: -1 } },
      places: ['url', 'series.pattern', 'series.end'],
    },
    {
      options: { url: 's3://acme/', series: { pattern: 1, start: true, end: null, from: 1 } },
      places: ['series.pattern', 'series.start', 'series.end', 'series.from'],
    },
    { options: { url: 's3://acme/', series: 'day' }, places: ['series'] },
    { options: { url: 's3://acme/', series: {} }, places: ['series.pattern'] },
    { options: 'acme', places: [''] },
  ],
})
