import type { RunEvent, StepEvent } from '../../contracts/events/event.js'
import type { Outcome } from '../../contracts/events/outcome.js'
import type { Pipeline } from '../../contracts/pipeline.js'
import { Audience } from './audience.js'
import { StepAccount } from './step-account.js'

/** What a run reports of itself: dates each event, keeps account of each step, and passes the events to observers. */
export class RunReport {
  readonly #id: string
  readonly #audiences: ReadonlyMap<Pipeline, Audience>
  readonly #accounts: readonly (readonly [step: Pipeline['steps'][number], account: StepAccount])[]
  #done = false

  /** `notice` is given what is wrong with an observer of a pipeline. */
  constructor(
    id: string,
    pipelines: readonly Pipeline[],
    notice: (pipeline: string, message: string) => void,
  ) {
    this.#id = id
    this.#audiences = new Map(
      pipelines.map((pipeline) => [
        pipeline,
        new Audience(pipeline.observers ?? [], (message) => notice(pipeline.name, message)),
      ]),
    )
    this.#accounts = pipelines.flatMap(({ name, steps }) =>
      steps.map((step) => [step, new StepAccount(name, step)] as const),
    )
  }

  /** Returns an event of a step as the run reports it. */
  step(pipeline: Pipeline, event: StepEvent): RunEvent {
    this.#accounts.find(([step]) => step === event.step)?.[1].add(event)
    const reported = { ...event, ...this.#head(), pipeline: pipeline.name }
    this.#audiences.get(pipeline)?.tell(reported)
    return reported
  }

  /** Returns the last event. */
  done(outcome: Outcome, error?: unknown): RunEvent {
    this.#done = true
    const steps = this.#accounts.map(([, account]) => account.outcome)
    const event: RunEvent = {
      type: 'done',
      ...this.#head(),
      outcome,
      ...(error !== undefined && { error }),
      steps,
    }
    for (const audience of this.#audiences.values()) audience.tell(event)
    return event
  }

  /** Waits until observers have all events, or for five seconds. If whoever was given the events has stopped before the last, they are told that it was interrupted. */
  async end(): Promise<void> {
    if (!this.#done) this.done('interrupted')
    await Promise.all([...this.#audiences.values()].map((audience) => audience.settle()))
  }

  #head(): { readonly time: Date; readonly run: string } {
    return { time: new Date(), run: this.#id }
  }
}
