import { expect, test } from 'vitest'
import { EVENTS, lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { run } from '../../src/index.js'
import {
  collect,
  compareKeys,
  each,
  ManifestStrategy,
  SinkJournal,
  type Mark,
  type Unit,
} from '../../src/plugin.js'

const SCOPE = 'p/events'
const PAGE = 2

/** A sink that reads its marks as they then stand, two at a time, and counts how often it does. */
class PagingSink extends MemorySink {
  reads = 0
  readonly #warehouse: MemoryWarehouse

  constructor(warehouse = new MemoryWarehouse()) {
    super(warehouse)
    this.#warehouse = warehouse
  }

  override async *marks(scope: string): AsyncGenerator<readonly Mark[]> {
    let page: readonly Mark[]
    let last: string | undefined
    do {
      this.reads++
      const all = [...(this.#warehouse.state.marks.get(scope)?.values() ?? [])]
      const rest = all.filter(({ key }) => last === undefined || compareKeys(key, last) > 0)
      page = rest.toSorted((a, b) => compareKeys(a.key, b.key)).slice(0, PAGE)
      last = page.at(-1)?.key
      if (page.length > 0) yield page
    } while (page.length === PAGE)
  }
}

const context = { scope: SCOPE, origin: { table: 'events', way: 'manifest' } }

/** A sink whose marks stand under the letters of `keys`, all at the version "1". */
async function sinkWith(keys: string): Promise<PagingSink> {
  const sink = new PagingSink()
  await sink.transaction(context, (tx) => tx.mark([...keys].map((key) => ({ key, version: '1' }))))
  return sink
}

/** Units under the letters of `keys`, at the version "2" if they are capital, and otherwise at "1". */
async function* unitsOf(keys: string): AsyncGenerator<readonly Unit[]> {
  for (const key of keys)
    yield [{ key: key.toLowerCase(), version: key === key.toLowerCase() ? '1' : '2', objects: [] }]
}

const pendingOf = async (sink: PagingSink, keys: string) => {
  const snapshot = await new SinkJournal(sink, SCOPE).open()
  const pending = await collect(each(snapshot.pending(unitsOf(keys))))
  return pending.map(({ key, previous }) => `${key}${previous ?? ''}`)
}

test.each<[string, string, string, string[]]>([
  ['all of two full pages', 'abcd', 'abcd', []],
  [
    'all but what is changed at the end of a page and at the start of the next',
    'abcdef',
    'aBCdEf',
    ['b1', 'c1', 'e1'],
  ],
  ['all but what is new between two pages and after the last', 'acegi', 'acdeghij', ['d', 'h', 'j']],
  ['the last of a page that is not full', 'abcde', 'e', []],
  ['nothing of pages that lie between two units', 'bcdef', 'ag', ['a', 'g']],
  ['nothing, if there are no units', 'abcde', '', []],
])('marks in pages cover %s', async (_, marked, units, pending) => {
  expect(await pendingOf(await sinkWith(marked), units)).toEqual(pending)
})

test('no more pages are read than there are units to compare with', async () => {
  const sink = await sinkWith('abcdefgh')
  await pendingOf(sink, 'ab')
  expect(sink.reads).toBe(1)
  await pendingOf(sink, 'abc')
  expect(sink.reads).toBe(3)
})

test('the newest key is that of the last page, and pages are read anew after it was asked for', async () => {
  const sink = await sinkWith('abcde')
  const snapshot = await new SinkJournal(sink, SCOPE).open()
  expect(snapshot.origin).toEqual(context.origin)
  expect(await snapshot.newest()).toBe('e')
  const pending = await collect(each(snapshot.pending(unitsOf('abCdef'))))
  expect(pending.map(({ key }) => key)).toEqual(['c', 'f'])
})

test('a run whose own marks move the later pages loads each object once', async () => {
  const warehouse = new MemoryWarehouse()
  const sink = new PagingSink(warehouse)
  const source = new MemorySource()
  const put = async (keys: string) => {
    for (const key of keys) await source.put(key, lines({ id: key.codePointAt(0)! }))
  }
  const load = async () => {
    const step = {
      kind: 'load',
      name: 'events',
      scope: SCOPE,
      source,
      strategy: new ManifestStrategy({ batch: 1 }),
      sink,
      journal: new SinkJournal(sink, SCOPE),
      target: EVENTS,
    } as const
    for await (const _ of run([{ name: 'p', steps: [step] }]));
    return warehouse.rows('events').map(({ id }) => String.fromCodePoint(id as number))
  }
  await put('bdfhj')
  expect(await load()).toEqual([...'bdfhj'])
  await put('acegik')
  expect(await load()).toEqual([...'bdfhj', ...'acegik'])
  expect(await load()).toHaveLength(11)
})
