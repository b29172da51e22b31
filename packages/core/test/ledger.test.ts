import { readFileSync } from 'node:fs'
import { lines, MemorySink, MemorySource } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { run, type Pipeline } from '../src/index.js'
import { newRunId } from '../src/host.js'
import { collect, ManifestStrategy, type Sink, type SourceObject } from '../src/plugin.js'
import { stepInto } from './step-into.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Objects, each written on a day of its own, in an order that is not that of their keys. */
class DatedSource extends MemorySource {
  override async *list(): AsyncGenerator<SourceObject> {
    for await (const object of super.list())
      yield { ...object, modified: new Date(`2024-01-0${object.key === 'a' ? 3 : 1}`) }
  }
}

const pipelineInto = (sink: Sink, batch: number): Pipeline => {
  const source = new DatedSource({ a: lines({ id: 1 }, { id: 2 }), b: lines({ id: 3 }), c: lines({ id: 4 }) })
  const step = stepInto(sink, source, { strategy: new ManifestStrategy({ batch }) })
  return { name: 'p', steps: [step] }
}

const counts = (units: number, objects: number, bytes: number, rows: number) => ({
  units,
  objects,
  bytes,
  rows,
  rejected: 0,
})

describe('a run notes in the ledger of a sink', () => {
  test('what each of its transactions did', async () => {
    const sink = new MemorySink()
    const id = newRunId()
    await collect(run([pipelineInto(sink, 2)], { id }))
    const head = { run: id, scope: 'p/events', table: 'events', version, loadedAt: expect.any(Date) }
    expect(await collect(sink.powers.ledger!.entries())).toEqual([
      {
        ...head,
        ...counts(1, 1, 9, 1),
        firstKey: 'c',
        lastKey: 'c',
        oldestObject: new Date('2024-01-01'),
        newestObject: new Date('2024-01-01'),
      },
      {
        ...head,
        ...counts(2, 2, 27, 3),
        firstKey: 'a',
        lastKey: 'b',
        oldestObject: new Date('2024-01-01'),
        newestObject: new Date('2024-01-03'),
      },
    ])
  })

  test('nothing, if there is nothing to load', async () => {
    const sink = new MemorySink()
    const pipeline = pipelineInto(sink, 9)
    await collect(run([pipeline]))
    await collect(run([pipeline]))
    expect(await collect(sink.powers.ledger!.entries())).toHaveLength(1)
  })

  test('as the last thing that its transaction does', async () => {
    const sink = new MemorySink()
    const verbs: string[] = []
    const watched: Sink = Object.assign(Object.create(sink) as Sink, {
      powers: sink.powers,
      marks: (scope: string) => sink.marks(scope),
      transaction: (...[context, work]: Parameters<Sink['transaction']>) =>
        sink.transaction(context, (tx) =>
          work(
            new Proxy(tx, {
              get: (_, verb: keyof typeof tx) => {
                verbs.push(verb)
                return (tx[verb] as () => unknown).bind(tx)
              },
            }),
          ),
        ),
    })
    await collect(run([pipelineInto(watched, 9)]))
    expect(verbs).toEqual(['copy', 'mark', 'note'])
  })
})
