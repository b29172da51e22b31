import { lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import {
  run,
  type GraphOptions,
  type Pipeline,
  type RunEvent,
  type RunOptions,
  type TimeOptions,
} from '../src/index.js'
import type { Observer, Sink } from '../src/plugin.js'
import { stepInto } from './step-into.js'

interface Scene {
  readonly warehouse: MemoryWarehouse
  readonly pipeline: (name: string, observers: readonly Observer[], sink?: Sink) => Pipeline
}

/** Pipelines that each load three objects, a transaction each, into one warehouse. */
export function scene(): Scene {
  const warehouse = new MemoryWarehouse()
  const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }), c: lines({ id: 3 }) })
  return {
    warehouse,
    pipeline: (name, observers, sink = new MemorySink(warehouse)) => {
      const scope = `${name}/events`
      const step = stepInto(sink, source, { scope })
      return { name, steps: [step], observers }
    },
  }
}

/** Runs `pipelines`; returns the events, the notices, and the error with which it ended, if it did. */
export async function outcomeOf(
  pipelines: readonly Pipeline[],
  options: RunOptions & GraphOptions & TimeOptions = {},
) {
  const events: RunEvent[] = []
  const notices: [scope: string, message: string][] = []
  const notice = (scope: string, message: string) => void notices.push([scope, message])
  try {
    for await (const event of run(pipelines, { notice, ...options })) events.push(event)
    return { events, notices }
  } catch (error) {
    return { events, notices, error }
  }
}
