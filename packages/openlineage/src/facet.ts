import { VERSION } from '@arbalest/core/plugin'

/** A group of members that are said of a run, a job or a dataset, in the form that a schema describes. */
export interface Facet {
  readonly _producer: string
  readonly _schemaURL: string
  readonly [member: string]: unknown
}

/** What sends the events, as they name it. */
export const PRODUCER = `https://github.com/arbalest-etl/arbalest/tree/v${VERSION}/packages/openlineage`

/** Returns a facet; `schema` is its version and its name, such as `1-2-0/SchemaDatasetFacet` (https://openlineage.io/docs/spec/facets/). */
export function facet(schema: string, members: Readonly<Record<string, unknown>>): Facet {
  const name = schema.slice(schema.indexOf('/') + 1)
  return {
    _producer: PRODUCER,
    _schemaURL: `https://openlineage.io/spec/facets/${schema}.json#/$defs/${name}`,
    ...members,
  }
}
