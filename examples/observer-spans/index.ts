import type { RunEvent } from '@arbalest/core'
import { closedObject, definePlugin, optionsSchema, type Observer } from '@arbalest/core/plugin'
import { SpanStatusCode, trace, type Span } from '@opentelemetry/api'

/** Makes a span of each step, with an event for each transaction. */
export class SpanObserver implements Observer {
  readonly #spans = new Map<string, Span>()

  /** An observer may be behind the run, so what happened has the time of its event. */
  observe(event: RunEvent): void {
    if (event.type === 'done') return
    const { pipeline, run, step, time } = event
    const key = `${run} ${step.scope}`
    if (event.type === 'started') {
      const attributes = { 'arbalest.run': run, 'arbalest.pipeline': pipeline, 'arbalest.step': step.name }
      const tracer = trace.getTracer('arbalest')
      this.#spans.set(key, tracer.startSpan(step.scope, { startTime: time, attributes }))
      return
    }
    const span = this.#spans.get(key)
    if (event.type === 'committed') {
      const { receipt } = event
      const attributes =
        receipt.kind === 'load'
          ? { 'arbalest.rows': receipt.rows, 'arbalest.units': receipt.units.length }
          : { 'arbalest.statements': receipt.statements }
      span?.addEvent('committed', { ...attributes, 'arbalest.rejected': receipt.rejected ?? 0 }, time)
    }
    if (event.type === 'failed') {
      const message = event.error instanceof Error ? event.error.message : String(event.error)
      span?.setStatus({ code: SpanStatusCode.ERROR, message })
    }
    if (event.type === 'failed' || event.type === 'finished') {
      span?.end(time)
      this.#spans.delete(key)
    }
  }
}

export default definePlugin({
  kind: 'observer',
  name: '@arbalest/example-observer-spans',
  options: optionsSchema(closedObject({})),
  create: () => new SpanObserver(),
})
