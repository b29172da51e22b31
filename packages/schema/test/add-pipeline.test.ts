import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { addPipeline, type Inferred } from '../src/index.js'

const INFERRED: Inferred = {
  properties: [{ name: 'id', type: 'bigint', share: 1, remarks: [] }],
  documents: 3,
  leftOut: [],
  unreadable: [],
  unreadableCount: 0,
}
const STEP = { place: 's3://acme/events/', table: 'events', objects: { read: 1, total: 2 } }

const add = (configuration: string) => addPipeline(configuration, INFERRED, STEP)

const ADDED = [
  {
    load: 'events',
    source: { use: 's3', with: { url: 's3://acme/events/' } },
    strategy: { use: 'manifest' },
    target: { table: 'events', properties: { id: 'bigint' } },
  },
]

test('a pipeline is added to those there are, and comments stay', () => {
  const configuration = `# yaml-language-server: $schema=./schema.json
sink: # where it goes
  use: redshift
  with: { connection: '\${env:URL}', iamRole: default } # a role

pipelines:
  # the first
  orders:
    - load: orders # daily
      source: { use: s3, with: { url: s3://acme/ } }
# the end
`
  const text = add(configuration)
  for (const comment of configuration.match(/#.*$/gm)!) expect(text).toContain(comment)
  expect(text).toContain('Inferred from 3 documents in 1 object of 2 under s3://acme/events/.')
  const before = parse(configuration) as { pipelines: object }
  expect(parse(text)).toEqual({ ...before, pipelines: { ...before.pipelines, events: ADDED } })
})

test.each(['', '\n', '# nothing yet\n', 'pipelines:\n', 'pipelines: {}\n', 'sink: { use: redshift }\n'])(
  'it is the first pipeline of %j',
  (configuration) => {
    const text = add(configuration)
    const before = (parse(configuration) ?? {}) as object
    expect(parse(text)).toEqual({ ...before, pipelines: { events: ADDED } })
    if (configuration.includes('#')) expect(text).toContain('# nothing yet')
  },
)

test('a second time it is refused, and nothing is added', () => {
  expect(() => add(add('sink: { use: redshift }\n'))).toThrow(
    /Nothing is added to the configuration: it has a pipeline "events" already/,
  )
})

test.each(['a: [', '- a\n', 'pipelines: 3\n', 'secret'])(
  '%j is refused, and not repeated',
  (configuration) => {
    expect(() => add(configuration)).toThrow(/^Nothing is added to the configuration: /)
    expect(() => add(configuration)).not.toThrow(/secret/)
  },
)

test('whatever a configuration holds, it still holds', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.string({ minLength: 1 }), tie('any'), { maxKeys: 3 }),
    ),
  })).any
  fc.assert(
    fc.property(
      value,
      fc.dictionary(fc.stringMatching(/^[a-d]{1,3}$/), value, { maxKeys: 3 }),
      (sink, pipelines) => {
        const configuration = JSON.stringify({ sink, pipelines })
        const text = add(configuration)
        expect(parseDocument(text).errors).toEqual([])
        expect(parse(text)).toEqual({ sink, pipelines: { ...pipelines, events: ADDED } })
      },
    ),
    { numRuns: 200 },
  )
})
