import type { PackageParts } from '../package-json.js'
import { JSON_SCHEMA, ownVersion } from './project-files.js'

/** The database that a project loads into. */
export const DATABASE = 'warehouse.duckdb'

/** What the `package.json` of a project has that loads into DuckDB. */
export async function duckDbParts(): Promise<PackageParts> {
  const version = await ownVersion()
  return {
    scripts: { start: 'arbalest run', test: 'node --test' },
    dependencies: {
      '@arbalest/cli': version,
      '@arbalest/core': version,
      '@arbalest/sink-duckdb': version,
      '@arbalest/source-files': version,
    },
    devDependencies: { '@arbalest/schema': version },
  }
}

/** The configuration of such a project, without its pipelines. */
export function duckDbText(): string {
  return `# yaml-language-server: $schema=./${JSON_SCHEMA}
# Any client of DuckDB reads this file while no run is under way.
sink:
  use: duckdb
  with:
    file: \${env:DUCKDB_FILE:-${DATABASE}}
`
}
