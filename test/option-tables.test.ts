import { configurationSchemas } from '@arbalest/core/host'
import { optionsSchema, type AnyPlugin, type OptionsSchema } from '@arbalest/core/plugin'
import { s3OptionsSchema } from '@arbalest/s3'
import { expect, test } from 'vitest'
import { keysOf } from '../packages/cli/test/keys.js'
import { codeOf, namesIn, pages, tablesOf, type Table } from './documentation/markdown.js'

const root = new URL('../', import.meta.url)

async function plugin(folder: string): Promise<AnyPlugin> {
  const file = folder.startsWith('packages') ? 'src/index.ts' : 'index.ts'
  return ((await import(new URL(`${folder}/${file}`, root).href)) as { default: AnyPlugin }).default
}

async function optionsOf(folder: string): Promise<readonly OptionsSchema[]> {
  return [(await plugin(folder)).options]
}

/** What the tables of a page are about. */
interface Documented {
  readonly of: () => Promise<readonly OptionsSchema[]>
  /** The key below which those of the tables are. */
  readonly below?: string
  /** Keys of which the page says what they mean outside of its tables, or that another page describes. */
  readonly elsewhere?: readonly string[]
}

const redshift = () => optionsOf('packages/sink-redshift')

const DOCUMENTED: Readonly<Record<string, Documented>> = {
  'docs/connections.md': {
    of: redshift,
    below: 'connection',
    elsewhere: ['user', 'password', 'secret', 'iam', 'via'],
  },
  'docs/duckdb.md': { of: () => optionsOf('packages/sink-duckdb') },
  'docs/files.md': { of: () => optionsOf('packages/source-files') },
  'docs/journal-s3.md': { of: () => optionsOf('packages/journal-s3') },
  'docs/lineage.md': { of: () => optionsOf('packages/openlineage') },
  'docs/path-columns.md': {
    of: async () => [configurationSchemas['target']!],
    below: 'loadColumns',
  },
  'docs/schemas.md': {
    of: async () => {
      const { table, column } = (await plugin('packages/sink-redshift')).target!
      const { target, property, field } = configurationSchemas
      return [target!, property!, field!, table!, column!]
    },
    elsewhere: [
      'table',
      'type',
      'column',
      'properties',
      'fields',
      'pathColumns',
      'pathPattern',
      'loadColumns',
    ],
  },
  'packages/openlineage/README.md': { of: () => optionsOf('packages/openlineage') },
  'packages/s3/README.md': { of: async () => [optionsSchema(s3OptionsSchema)] },
  'packages/sink-redshift/README.md': { of: redshift, elsewhere: ['copy.format'] },
  'packages/source-s3/README.md': { of: () => optionsOf('packages/source-s3') },
  'packages/strategy-merge/README.md': { of: () => optionsOf('packages/strategy-merge') },
  'packages/strategy-timeseries/README.md': { of: () => optionsOf('packages/strategy-timeseries') },
  'examples/journal-folder/README.md': { of: () => optionsOf('examples/journal-folder') },
  'examples/sink-folder/README.md': { of: () => optionsOf('examples/sink-folder') },
  'examples/strategy-newest/README.md': { of: () => optionsOf('examples/strategy-newest') },
}

/** Pages whose tables of options are of something else than a configuration, or are made of the schemas. */
const OTHERS = [
  'docs/reference.md',
  'docs/sandbox.md',
  'packages/cli/README.md',
  'packages/create-arbalest/README.md',
]

/** The key below which the options of a table are; undefined if it is no table of options. */
function placeOf({ head: [first = ''] }: Table): string | undefined {
  const [, key] = /^key of `(\w+)`$/.exec(first) ?? []
  if (key !== undefined) return `${key}.`
  if (first === 'parameter') return 'copy.'
  return /^(?:option|key|attribute)$/.test(first) ? '' : undefined
}

/** Returns the options that the tables of a page are about. */
function shownBy(page: string, tables = tablesOf(page)): readonly string[] {
  return tables.flatMap((table) => {
    const place = placeOf(table)
    return place === undefined
      ? []
      : table.rows.flatMap(([cell]) => namesIn(cell!).map((name) => place + name))
  })
}

async function known({ of, below }: Documented): Promise<readonly string[]> {
  const names = (await of()).flatMap((schema) => keysOf(schema).map(({ name }) => name))
  const start = below === undefined ? '' : `${below}.`
  return [...new Set(names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length)))]
}

/** A key is there if it is itself, or one above or below it. */
const isIn = (names: readonly string[], key: string) =>
  names.some((name) => name === key || key.startsWith(`${name}.`) || name.startsWith(`${key}.`))

test.each(Object.entries(DOCUMENTED))(
  'the options in tables of %s are those of the schemas',
  async (page, about) => {
    const [shown, keys] = [shownBy(page), await known(about)]
    const { elsewhere = [] } = about
    expect({
      shown: shown.length > 0,
      unknown: shown.filter((name) => !keys.includes(name)),
      missing: keys.filter((key) => !isIn([...shown, ...elsewhere], key)),
    }).toEqual({ shown: true, unknown: [], missing: [] })
    const code = codeOf(page).join('\n')
    for (const name of elsewhere) expect(code).toMatch(new RegExp(`\\b${name.split('.').at(-1)}\\b`))
  },
)

test('each page with a table of options is compared, or known to be about something else', () => {
  const found = pages.filter((page) => tablesOf(page).some((table) => placeOf(table) !== undefined))
  expect(found.toSorted()).toEqual([...Object.keys(DOCUMENTED), ...OTHERS].toSorted())
})
