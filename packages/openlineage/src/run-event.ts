import type { Dataset } from './datasets.js'
import { VERSION } from '@arbalest/core/plugin'
import { facet, PRODUCER, type Facet } from './facet.js'
import { parentFacet, type ParentRuns } from './parent-run.js'

/** The state that a run has come to. */
export type LineageState = 'START' | 'COMPLETE' | 'FAIL' | 'ABORT'

/** An event of OpenLineage (https://openlineage.io/spec/2-0-2/OpenLineage.json). */
export interface LineageEvent {
  readonly eventType: LineageState
  /** In the form of ISO 8601. */
  readonly eventTime: string
  readonly run: { readonly runId: string; readonly facets: Readonly<Record<string, Facet>> }
  readonly job: {
    readonly namespace: string
    readonly name: string
    readonly facets: Readonly<Record<string, Facet>>
  }
  readonly inputs: readonly Dataset[]
  readonly outputs: readonly Dataset[]
  readonly producer: string
  readonly schemaURL: string
}

/** What an event is made of. */
interface EventParts extends ParentRuns {
  readonly state: LineageState
  readonly time: Date
  readonly runId: string
  readonly namespace: string
  readonly job: string
  readonly kind: 'load' | 'sql'
  readonly inputs: readonly Dataset[]
  readonly outputs: readonly Dataset[]
  /** What the run failed with; holds no secret. */
  readonly message?: string | undefined
}

/** Returns the event that says that a run has come to a state. */
export function lineageEvent(parts: EventParts): LineageEvent {
  const { state, time, runId, namespace, job, kind, inputs, outputs, message } = parts
  return {
    eventType: state,
    eventTime: time.toISOString(),
    run: {
      runId,
      facets: {
        parent: parentFacet(parts),
        processing_engine: facet('1-1-1/ProcessingEngineRunFacet', {
          name: 'arbalest',
          version: VERSION,
          openlineageAdapterVersion: VERSION,
        }),
        ...(message !== undefined && {
          errorMessage: facet('1-0-1/ErrorMessageRunFacet', { message, programmingLanguage: 'JavaScript' }),
        }),
      },
    },
    job: {
      namespace,
      name: job,
      facets: {
        jobType: facet('2-0-4/JobTypeJobFacet', {
          processingType: 'BATCH',
          integration: 'ARBALEST',
          jobType: kind === 'load' ? 'LOAD' : 'SQL',
        }),
      },
    },
    inputs,
    outputs,
    producer: PRODUCER,
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  }
}
