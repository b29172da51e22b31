import { readdirSync, readFileSync } from 'node:fs'
import { configurationJsonSchema } from '@arbalest/core/host'
import type { AnyPlugin } from '@arbalest/core/plugin'
import { Ajv } from 'ajv'
import { loadYaml } from '../packages/cli/src/configuration/load-yaml.js'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const packages = readdirSync(new URL('packages/', root)).filter((name) =>
  /^(?:source|strategy|sink|journal)-/.test(name),
)
const plugins = await Promise.all(
  packages.map(async (name) => {
    const module = (await import(new URL(`packages/${name}/src/index.ts`, root).href)) as {
      default: AnyPlugin
    }
    return module.default
  }),
)
const validate = new Ajv({ strict: false, allErrors: true }).compile(configurationJsonSchema(plugins))

/** Returns the places of what is wrong with a configuration in YAML. */
function wrong(yaml: string): readonly string[] {
  validate(loadYaml(yaml))
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf')
  return [
    ...new Set(
      errors.map(({ instancePath, params }) => {
        const key = params['additionalProperty'] ?? params['missingProperty']
        return key === undefined ? instancePath : `${instancePath}/${String(key)}`
      }),
    ),
  ]
}

const GOOD = `
$schema: ./arbalest.schema.json
sink:
  use: redshift
  with:
    connection: \${env:REDSHIFT_URL}
    iamRole: arn:aws:iam::123456789012:role/loader
    metadata: s3://acme/arbalest/
pipelines:
  events:
    - load: events
      source: { use: s3, with: { url: 's3://\${env:BUCKET}/events/' } }
      strategy: manifest
      copy: { timeFormat: auto }
      target:
        table: events
        sort: [at]
        properties:
          id: bigint
          type: varchar(20)
          at: { type: timestamp, notNull: true }
          user: { name: varchar(64), kind: { type: varchar(8), encode: lzo } }
    - sql: daily
      statements: ['select 1', { file: daily.sql }]
`

test('the schema for editors allows what is right', () => {
  expect(wrong(GOOD)).toEqual([])
})

test.each([
  ['connection:', 'conection:', ['/sink/with/connection', '/sink/with/conection']],
  ['arn:aws:iam::123456789012:role/loader', '3', ['/sink/with/iamRole']],
  ['url:', 'ulr:', ['/source/with/url', '/source/with/ulr']],
  ["url: 's3://${env:BUCKET}/events/'", 'url: 5', ['/source/with/url']],
  ["'s3://${env:BUCKET}/events/'", 'acme/events/', ['/source/with/url']],
  ["url: 's3://${env:BUCKET}/events/'", 'bucket: acme', ['/source/with/url', '/source/with/bucket']],
  ['strategy: manifest', 'strategy: manifets', ['/strategy']],
  ['strategy: manifest', 'strategy: { use: manifest, with: { batch: x } }', ['/strategy/with/batch']],
  ['timeFormat: auto', 'timeFromat: auto', ['/copy/timeFromat']],
  ['strategy: manifest', 'stratgy: manifest', ['/strategy', '/stratgy']],
  ['notNull: true', 'notNul: true', ['/target/properties/at/notNul']],
  ['use: s3', 'use: s4', ['/source/use']],
])('%s as %s is wrong in editors too', (right, mistake, places) => {
  const found = wrong(GOOD.replace(right, mistake))
  for (const place of places)
    expect(found.map((path) => path.replace('/pipelines/events/0', ''))).toContain(place)
})

test.each(['earthquakes', 'timeseries'])('it allows the configuration of examples/%s', (name) => {
  expect(wrong(readFileSync(new URL(`examples/${name}/.arbalestrc.yaml`, root), 'utf8'))).toEqual([])
})
