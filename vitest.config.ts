import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { SweepsFirst } from './test/lanes/sweeps-first.js'

const packages = fileURLToPath(new URL('packages/', import.meta.url))

const WITH_SERVERS = [
  'packages/*/test/**/*.server.test.ts',
  'test/*.server.test.ts',
  'test/reports/*.server.test.ts',
  'examples/*/test/*.test.ts',
]

/** `npm run kills` kills at every instant there is, or by the Data API at many; `npm test` at a few. */
const kills = {
  wire: ['test/kills/*.test.ts', 'test/kills/all/*.test.ts'],
  'data-api': ['test/kills/data-api.test.ts', 'test/kills/via-data-api/*.test.ts'],
  duckdb: ['test/kills/duckdb.test.ts', 'test/kills/via-duckdb/*.test.ts'],
}[process.env['ARBALEST_KILLS'] ?? ''] ?? ['test/kills/*.test.ts']

/** `npm run clients` installs the clients of others and runs them. */
const clients = process.env['ARBALEST_CLIENTS'] === 'all'

/** `npm run integrations` installs what works with Arbalest, and has it do so. */
const integrations = process.env['ARBALEST_INTEGRATIONS'] === 'all'

/** `npm run browser` finds a browser. */
const browser = process.env['ARBALEST_BROWSER'] !== undefined

/** Whether the site is built, and tested; `npm run site` does both. */
const site = process.env['ARBALEST_SITE'] !== undefined

/** `npm run cluster` runs these on a cluster, and `npm test` on the sandbox those that are not its own. */
const cluster = [
  ...['conformance', 'copy/account', 'copy/copy', 'copy/formats', 'copy/parquet']
    .concat('rejections/load-errors', 'rejections/misfits')
    .map((name) => `packages/sink-redshift/test/${name}.server.test.ts`),
  'test/cluster/*.test.ts',
]

/** Tests see every package's sources, so that one module is never loaded twice, as src and as dist. */
const sources = {
  alias: readdirSync(packages).flatMap((name) => [
    { find: new RegExp(`^@arbalest/${name}$`), replacement: `${packages}${name}/src/index.ts` },
    { find: new RegExp(`^@arbalest/${name}/(\\w+)$`), replacement: `${packages}${name}/src/$1.ts` },
  ]),
}

/** How the files of a lane are found and run. */
interface LaneOptions {
  readonly exclude?: readonly string[]
  readonly setup?: readonly string[]
  /** Whether it sees packages as they are built, as commands that it starts do. Default: their sources. */
  readonly built?: boolean
}

/** The lane `name`: its files share the modules of a worker, and each has the environment it began with. */
function lane(
  name: string,
  include: readonly string[],
  { exclude = [], setup = [], built = false }: LaneOptions = {},
): TestProjectInlineConfiguration {
  return {
    extends: true,
    ...(!built && { resolve: sources }),
    test: {
      name,
      include: [...include],
      exclude: [...exclude],
      setupFiles: ['test/lanes/own-environment.ts', ...setup],
      isolate: false,
      ...(built && { server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } } }),
    },
  }
}

/** The lane of `npm run cluster`: all its files use one schema, and a cluster takes its time. */
function clusterLane(): TestProjectInlineConfiguration {
  const missing = cluster.filter((file) => !file.includes('*') && !existsSync(new URL(file, import.meta.url)))
  if (missing.length > 0) throw new Error(`npm run cluster has lost ${missing.join(', ')}.`)
  const { test, ...others } = lane('cluster', cluster)
  return {
    ...others,
    test: {
      ...test,
      globalSetup: ['test/cluster/set-up.ts'],
      fileParallelism: false,
      testTimeout: 1_200_000,
      hookTimeout: 1_200_000,
    },
  }
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than the cores of a small machine: tests wait for servers about half of their time.
    maxWorkers: 3,
    sequence: { sequencer: SweepsFirst },
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      lane('pure', ['packages/*/test/**/*.test.ts', 'test/*.test.ts'], {
        exclude: WITH_SERVERS,
        setup: ['test/lanes/no-servers.ts'],
      }),
      lane('servers', WITH_SERVERS),
      ...(clients ? [lane('clients', ['test/clients/*.test.ts'])] : []),
      ...(integrations ? [lane('integrations', ['test/integrations/*.test.ts'])] : []),
      ...(browser ? [lane('browser', ['test/browser/*.test.ts'])] : []),
      ...(site ? [lane('site', ['test/site/*.test.ts'])] : []),
      lane('kills', kills, { built: true }),
      ...(process.env['ARBALEST_CLUSTER_RUN'] === undefined ? [] : [clusterLane()]),
    ],
  },
})
