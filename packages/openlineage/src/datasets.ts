import type { LoadStep } from '@arbalest/core'
import { copiedColumns, type Column, type Path } from '@arbalest/core/plugin'
import { nameOfSource, nameOfTable, type DatasetName } from './dataset-name.js'
import { facet, type Facet } from './facet.js'

/** What is read or written, and what is said of it. */
export interface Dataset extends DatasetName {
  readonly facets: Readonly<Record<string, Facet>>
  readonly inputFacets?: Readonly<Record<string, Facet>>
  readonly outputFacets?: Readonly<Record<string, Facet>>
}

/** What a step has loaded so far. */
export interface LoadedSoFar {
  readonly rows: number
  readonly objects: number
  /** Bytes of the objects. */
  readonly bytes: number
}

/** Returns what a step reads; `loaded` if it has ended. */
export function inputOf({ source, target }: LoadStep, loaded?: LoadedSoFar): Dataset {
  return {
    ...nameOfSource(source.url),
    facets: {
      schema: facet('1-2-0/SchemaDatasetFacet', {
        fields: copiedColumns(target).map((column) => ({ name: fieldOf(column) })),
      }),
    },
    ...(loaded && {
      inputFacets: {
        inputStatistics: facet('1-0-0/InputStatisticsInputDatasetFacet', {
          fileCount: loaded.objects,
          size: loaded.bytes,
        }),
      },
    }),
  }
}

/** Returns what a step writes, with the place in the documents that each column is loaded from; `loaded` if it has ended. */
export function outputOf(step: LoadStep, schema: string, loaded?: LoadedSoFar): Dataset {
  const { source, sink, strategy, target } = step
  const input = nameOfSource(source.url)
  const lineage = copiedColumns(target).map((column) => [
    column.name,
    {
      inputFields: [
        { ...input, field: fieldOf(column), transformations: [{ type: 'DIRECT', subtype: 'IDENTITY' }] },
      ],
    },
  ])
  return {
    ...nameOfTable(sink.url, target.table, schema),
    facets: {
      schema: facet('1-2-0/SchemaDatasetFacet', {
        fields: target.columns.map(({ name, type }) => ({ name, type })),
      }),
      columnLineage: facet('1-2-0/ColumnLineageDatasetFacet', { fields: Object.fromEntries(lineage) }),
      ...(strategy.whole && {
        lifecycleStateChange: facet('1-0-1/LifecycleStateChangeDatasetFacet', {
          lifecycleStateChange: 'OVERWRITE',
        }),
      }),
    },
    ...(loaded && {
      outputFacets: {
        outputStatistics: facet('1-0-2/OutputStatisticsOutputDatasetFacet', { rowCount: loaded.rows }),
      },
    }),
  }
}

/** Returns what a value is called in its document: `user.name`, `coordinates[0]`. A field of a record has the name of its column. */
function fieldOf({ name, path }: Column): string {
  return path.length === 1 && typeof path[0] === 'number' ? name : pathAsText(path)
}

function pathAsText(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`
      return /^[^.[\]"]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
    })
    .join('')
    .replace(/^\./, '')
}
