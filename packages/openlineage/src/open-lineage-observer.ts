import type { RunEvent, Step } from '@arbalest/core'
import type { Observer } from '@arbalest/core/plugin'
import { inputOf, outputOf, type LoadedSoFar } from './datasets.js'
import type { OpenLineageOptions } from './options.js'
import type { ParentRuns } from './parent-run.js'
import { lineageEvent, type LineageEvent, type LineageState } from './run-event.js'
import { stepRunId } from './step-run.js'

/** What an observer sends, and of which runs steps are a part. */
interface OpenLineageObserverOptions extends Pick<OpenLineageOptions, 'namespace' | 'schema'> {
  /** Default: the run of Arbalest, as a run of a job that is called like the pipeline. */
  readonly parents?: ParentRuns | undefined
  send(event: LineageEvent): Promise<void>
}

/** An event of a step. */
type StepRunEvent = Exclude<RunEvent, { readonly type: 'done' }>

const NOTHING: LoadedSoFar = { rows: 0, objects: 0, bytes: 0 }

/**
 * Sends an event when a step starts, and one when it has ended.
 *
 * @example
 * ```ts
 * const observer = new OpenLineageObserver({ namespace: 'acme', schema: 'public', send: (event) => post(JSON.stringify(event)) })
 * ```
 */
export class OpenLineageObserver implements Observer {
  readonly #options: OpenLineageObserverOptions
  /** By the id of a step's run. */
  readonly #loaded = new Map<string, LoadedSoFar>()

  constructor(options: OpenLineageObserverOptions) {
    this.#options = options
  }

  /** Throws what `send` throws. */
  async observe(event: RunEvent): Promise<void> {
    switch (event.type) {
      case 'started':
        return this.#options.send(this.#event('START', event))
      case 'committed':
        return this.#count(event)
      case 'finished':
      case 'stopped': // what it loaded is loaded
        return this.#end('COMPLETE', event)
      case 'failed':
        return this.#end(event.interrupted ? 'ABORT' : 'FAIL', event, messageOf(event.error))
      default:
    }
  }

  #count(event: StepRunEvent & { readonly type: 'committed' }): void {
    const { receipt } = event
    if (receipt.kind !== 'load') return
    const id = idOf(event)
    const { rows, objects, bytes } = this.#loaded.get(id) ?? NOTHING
    const loaded = receipt.units.flatMap((unit) => unit.objects)
    this.#loaded.set(id, {
      rows: rows + receipt.rows,
      objects: objects + loaded.length,
      bytes: bytes + loaded.reduce((sum, { size }) => sum + size, 0),
    })
  }

  async #end(state: LineageState, event: StepRunEvent, message?: string): Promise<void> {
    const id = idOf(event)
    const loaded = this.#loaded.get(id) ?? NOTHING
    this.#loaded.delete(id)
    await this.#options.send(this.#event(state, event, { loaded, message }))
  }

  #event(
    state: LineageState,
    event: StepRunEvent,
    { loaded, message }: { readonly loaded?: LoadedSoFar; readonly message?: string | undefined } = {},
  ): LineageEvent {
    const { run, pipeline, time, step } = event
    const { namespace, schema } = this.#options
    const ofPipeline = { run: { runId: run }, job: { namespace, name: pipeline } }
    return lineageEvent({
      ...(this.#options.parents ?? { parent: ofPipeline }),
      state,
      time,
      runId: idOf(event),
      namespace,
      job: `${pipeline}.${step.name}`,
      kind: step.kind,
      inputs: step.kind === 'load' ? [inputOf(step, loaded)] : [],
      outputs: step.kind === 'load' ? [outputOf(step, schema, loaded)] : [],
      message,
    })
  }
}

function idOf({ run, pipeline, step }: { run: string; pipeline: string; step: Step }): string {
  return stepRunId({ run, pipeline, step: step.name })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
