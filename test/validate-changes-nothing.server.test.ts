import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import journalS3 from '@arbalest/journal-s3'
import { assemble, validate, type SqlStep, type ValidatedStep } from '@arbalest/core'
import { collect, type Sink } from '@arbalest/core/plugin'
import redshift, { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import s3 from '@arbalest/source-s3'
import timeseries from '@arbalest/strategy-timeseries'
import { documentedStatements } from './validation/documented-statements.js'
import { MORE_STATEMENTS } from './validation/more-statements.js'
import { startWorld, type World } from './validation/world.js'

const STATEMENTS = [...documentedStatements(), ...MORE_STATEMENTS]

let world: World
let sink: Sink

beforeAll(async () => {
  world = await startWorld()
  await world.put('out/kept.txt', 'kept')
  await world.put('data/t.csv', '1,a\n2,b\n')
  await world.put('data/t.json', '{"a":1,"b":"c"}\n')
  await world.put('load/a.json', '{"a":1,"b":"x"}\n{"a":"wrong","b":"y"}\n')
  await world.put('load/b.json', '{"a":2,"b":"far too long"}\n')
  await world.put('csv/a.csv', 'a,b\n1,x\nwrong,y\n')
  await world.put('days/2026-01-01/a.txt', '1|2026-01-01\n')
  await world.put('days/2026-01-02/a.txt', 'wrong|2026-01-02\n')
  sink = new RedshiftSink(
    completeOptions({ connection: world.sandbox.url, iamRole: 'default', metadata: 's3://acme/arbalest/' }),
  )
})

afterAll(async () => {
  await sink[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

/** Tries each text as a step of its own, as it stands: what `assemble` would refuse before is sent on too. */
function tryEach(texts: readonly string[]): Promise<ValidatedStep[]> {
  const steps = texts.map((text, index): SqlStep => ({
    kind: 'sql',
    name: `s${index}`,
    scope: `p/s${index}`,
    sink,
    statements: [{ text }],
  }))
  return collect(validate(steps.map((step) => ({ name: 'p', steps: [step] }))))
}

describe('validate changes nothing', () => {
  test('by any statement that the sandbox knows', async () => {
    const before = await world.everything()
    expect(STATEMENTS.length).toBeGreaterThan(200)
    const tried = await tryEach(STATEMENTS)
    expect(await world.everything()).toEqual(before)
    // Most are tried, or this shows nothing.
    const sent = tried.filter(({ error, untried }) => !error && untried.every(({ instead }) => instead))
    expect(sent.length).toBeGreaterThan(60)
  })

  test('by several in one text, however they are put together', async () => {
    const before = await world.everything()
    const between = fc.constantFrom(
      '; commit; ',
      ';end;',
      '; /* /* */ */ commit;\n',
      '; begin; ',
      ';--\n',
      '\n; ; ',
    )
    const around = fc.constantFrom(
      (text: string) => text,
      (text: string) => `begin; ${text}; commit`,
      (text: string) => `/* a /* b */ */ -- c\n(${text}`,
      (text: string) => `;;${text.toUpperCase()};`,
      (text: string) => `$$ ${text} $$`,
      (text: string) => `select 1 as "commit;"; ${text}`,
    )
    const statement = fc.constantFrom(...STATEMENTS)
    const texts = fc
      .tuple(around, statement, between, statement)
      .map(([wrap, first, and, second]) => wrap(`${first}${and}${second}`))
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 10, maxLength: 10 }), async (list) => {
        await tryEach(list)
        expect(await world.everything()).toEqual(before)
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })

  test('by any load', async () => {
    const source = (prefix: string, more: object = {}) => ({
      use: s3,
      with: { url: `s3://acme/${prefix}`, ...more },
    })
    const properties = { a: 'integer', b: 'varchar(3)' }
    const json = { source: source('load/'), target: { table: 'loaded', shared: true, properties } }
    const fields = { a: 'integer', b: 'varchar(3)' }
    const csv = {
      source: source('csv/'),
      target: { table: 'loaded', shared: true, fields },
      copy: { format: 'csv', ignoreHeader: 1 },
    }
    const manifest = { use: 'manifest' }
    const bulk = { use: 'bulk' }
    const options = { connection: world.sandbox.url, iamRole: 'default', metadata: 's3://acme/arbalest/' }
    const renaming = { use: redshift, with: { ...options, replace: 'rename' } }
    const journal = { use: journalS3, with: { url: 's3://acme/journal/' } }
    const steps = [
      { load: 'appended', strategy: manifest, ...json },
      { load: 'replaced', strategy: bulk, ...json },
      { load: 'renamed', strategy: bulk, ...json, sink: renaming },
      { load: 'csv', strategy: manifest, ...csv },
      { load: 'lenient', strategy: bulk, ...csv, onBadRow: { skip: 4 } },
      { load: 'kept-in-s3', strategy: manifest, ...json, journal },
      { load: 'into-nothing', strategy: manifest, ...json, target: { table: 'made', properties } },
      { load: 'evolved', strategy: bulk, ...json, target: { table: 'more', properties, evolve: 'add' } },
      {
        load: 'by-day',
        source: source('days/', { series: { pattern: '{day}/' } }),
        strategy: { use: timeseries, with: { column: 'day' } },
        target: { table: 'days', fields: { a: 'integer', day: 'varchar(20)' } },
        copy: { format: 'delimited' },
      },
    ]
    await using assembly = await assemble({
      sink: { use: redshift, with: options },
      pipelines: { p: steps },
    })
    const before = await world.everything()
    const tried = await collect(validate(assembly.pipelines))
    expect(await world.everything()).toEqual(before)
    expect(tried.map(({ step, error }) => [step.name, error?.message])).toEqual(
      steps.map(({ load }) => [load, undefined]),
    )
    expect(tried.every(({ units, rejected }) => units > 0 && rejected > 0)).toBe(true)
  })
})
