import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assemble, ConfigError, PluginError } from '@arbalest/core'
import { expect, test } from 'vitest'
import { loadYaml } from '../packages/cli/src/configuration/load-yaml.js'
import { resolveReferences } from '../packages/cli/src/configuration/references.js'

const root = fileURLToPath(new URL('../', import.meta.url))

type Keys = Readonly<Record<string, unknown>>

const SINK = { connection: 'redshift://u:p@h/d', iamRole: 'default', metadata: 's3://acme-meta/arbalest/' }
const STEP = {
  load: 'step',
  source: { use: 's3', with: { url: 's3://acme-data/' } },
  strategy: 'manifest',
  target: { table: 'events', properties: { id: 'bigint', clicked_at: 'timestamp' } },
}

/** How each page's blocks of YAML begin that are not about Arbalest, or that leave something out. */
const OTHERS: Readonly<Record<string, readonly RegExp[]>> = {
  'docs/ledger.md': [/^sources:\n/], // of dbt
  'docs/orchestrators.md': [/^apiVersion: batch\/v1/, /^name: load/], // of Kubernetes, and of GitHub
  'docs/graphs.md': [/^pipelines:\n {2}orders: \[\{ load: orders, … /],
  'packages/cli/README.md': [/statements: \[ … \]/],
}

const pages = ['', 'docs', ...['packages', 'examples'].flatMap((all) => foldersIn(all))]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'))

const blocks = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```ya?ml\n(.*?)^```$/gms)].map(([, yaml]) => ({
    page,
    yaml: yaml!,
  })),
)
const configurations = blocks.filter(({ page, yaml }) => !OTHERS[page]?.some((other) => other.test(yaml)))

function foldersIn(all: string): string[] {
  return readdirSync(join(root, all))
    .map((name) => join(all, name))
    .filter((path) => statSync(join(root, path)).isDirectory())
}

/** The whole configuration of which a page shows `part`. */
function completed(part: unknown): Keys {
  if (Array.isArray(part)) return completed({ pipelines: { p: part } })
  const shown = (part ?? {}) as Keys
  if ('connection' in shown) return completed({ sink: { use: 'redshift', with: { ...SINK, ...shown } } })
  if ('series' in shown)
    return completed({ source: { use: 's3', with: { url: 's3://acme-data/', ...shown } } })
  if (['source', 'strategy', 'target', 'copy'].some((key) => key in shown)) return completed([shown])
  const { pipelines, ...others } = shown
  const named = Object.entries((pipelines ?? { p: [STEP] }) as Keys)
  return {
    sink: { use: 'redshift', with: SINK },
    ...others,
    pipelines: Object.fromEntries(named.map(([name, steps]) => [name, withSteps(steps)])),
  }
}

function withSteps(pipeline: unknown): unknown {
  if (!Array.isArray(pipeline) && pipeline)
    return { ...pipeline, steps: withSteps((pipeline as Keys)['steps']) }
  const steps = (pipeline ?? [STEP]) as readonly Keys[]
  return steps.map((step) => ('sql' in step ? step : withSeries({ ...STEP, ...step })))
}

/** A strategy for series is shown without one. */
function withSeries(step: Keys & typeof STEP): Keys {
  const isShown = step.source === STEP.source && Object(step.strategy).use === 'timeseries'
  if (!isShown) return step
  return { ...step, source: { use: 's3', with: { url: 's3://acme-data/', series: { pattern: '{day}/' } } } }
}

async function importPlugin(specifier: string): Promise<unknown> {
  const [, name] = /^@arbalest\/(.+)$/.exec(specifier) ?? []
  const path = name === undefined ? join('examples', specifier) : `packages/${name}/src/index.ts`
  try {
    return await import(join(root, path))
  } catch (cause) {
    throw new PluginError('PLUGIN_NOT_FOUND', `There is no ${path}.`, { cause })
  }
}

/** What is wrong with a configuration of which a page shows a part. */
async function faultsOf(yaml: string): Promise<readonly unknown[]> {
  const env = { REDSHIFT_URL: SINK.connection, REDSHIFT_PASSWORD: 'p' }
  const { value, faults } = resolveReferences(completed(loadYaml(yaml)), env)
  try {
    await using _ = await assemble(value, { loader: importPlugin, readFile: async () => 'select $1' })
    return faults
  } catch (error) {
    if (error instanceof ConfigError) return [...faults, ...error.faults]
    throw error
  }
}

test.each(configurations)('$page shows what is right: $yaml', async ({ yaml }) => {
  expect(await faultsOf(yaml)).toEqual([])
})

test('each block that is left out is there', () => {
  for (const [page, others] of Object.entries(OTHERS))
    for (const other of others)
      expect(blocks.filter(({ page: of, yaml }) => of === page && other.test(yaml))).toHaveLength(1)
})

test.each([
  ['copy: { timeFromat: auto }', ['copy', 'timeFromat']],
  ['- load: a\n  source: { use: s3, with: { url: s3://acme/a/, inclde: [] } }', ['source', 'with', 'inclde']],
  ['connection:\n  databse: a', ['sink', 'with', 'connection', 'databse']],
  ['target: { table: t, properties: { id: bigit } }', ['target', 'properties', 'id']],
])('a page that showed %j would be found', async (yaml, place) => {
  const places = (await faultsOf(yaml)).map((fault) => (fault as { path: readonly unknown[] }).path)
  expect(places).toContainEqual(expect.arrayContaining(place))
})
