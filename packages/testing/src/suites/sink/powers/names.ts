import assert from 'node:assert/strict'
import {
  collect,
  SourceError,
  type ByteRange,
  type NameCounts,
  type Names,
  type SourceObject,
} from '@arbalest/core/plugin'
import { EVENTS } from '../../../events.js'
import type { SinkFixture } from '../../../sink-fixture.js'
import { testWith, type Test } from '../../../test.js'
import { objectOf } from '../fixture-test.js'

/** More bytes of one object than anybody should read to see its names. */
const MUCH = 4 * 1024 * 1024

/**
 * Tests that a sink keeps every promise of `Names`, if it has that power; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testNames(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testNames(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('counts each name by the documents that have it, at its place and in its case', async (fixture) => {
    const documents = [{ id: 1, user: { name: 'a' } }, { ID: 2, id: 2, user: { Name: null } }, { user: 3 }]
    const names = await namesOf(fixture, documents.map((document) => JSON.stringify(document)).join('\n'))
    assert.deepEqual(names, {
      documents: 3,
      whole: true,
      names: {
        ID: { documents: 1, within: {} },
        id: { documents: 2, within: {} },
        user: {
          documents: 3,
          within: { Name: { documents: 1, within: {} }, name: { documents: 1, within: {} } },
        },
      },
    })
  })

  it('reads a bounded part of an object, and says so', async (fixture) => {
    const line = `${JSON.stringify({ id: 1, at: 'x'.repeat(1_000) })}\n`
    const { requested, ...read } = await reading(fixture, line.repeat((2 * MUCH) / line.length))
    assert.ok(requested <= MUCH, `at most ${MUCH} bytes, not ${requested}`)
    assert.equal(read.found?.kind === 'documents' && read.found.whole, false)
    assert.ok(read.found?.kind === 'documents' && read.found.documents > 0, 'some documents are read')
  })

  it('finds nothing in an object that holds nothing', async (fixture) => {
    const { found } = await reading(fixture, ' ')
    assert.equal(found?.kind === 'documents' && found.documents, 0)
  })

  it('throws what the source throws', async (fixture) => {
    const [object] = await objectOf(fixture, 'a', { id: 1 })
    const denied = new SourceError('SOURCE_DENIED', 'The reader lacks the right.')
    // oxlint-disable-next-line require-yield -- it is refused before it reads.
    const open = async function* (): AsyncGenerator<Uint8Array> {
      throw denied
    }
    await assert.rejects(powerOf(fixture).read(EVENTS, object!, { open }), denied)
  })

  it('changes nothing', async (fixture) => {
    await namesOf(fixture, JSON.stringify({ id: 1 }))
    assert.deepEqual([await fixture.rows('events'), await fixture.tables()], [[], []])
  })
}

function powerOf({ sink }: SinkFixture): Names {
  assert.ok(sink.powers.names, 'the sink has the power to read names')
  return sink.powers.names
}

/** What is read of an object of this content, and how many of its bytes are asked for. */
async function reading(fixture: SinkFixture, content: string) {
  const { source } = fixture
  await source.put('a.json', content)
  const [object] = (await collect(source.list())).flat() as SourceObject[]
  let requested = 0
  const open = (each: SourceObject, range: ByteRange = {}) => {
    const { start = 0, end = each.size } = range
    requested += Math.min(end, each.size) - start
    return source.open!(each, range)
  }
  return { found: await powerOf(fixture).read(EVENTS, object!, { open }), requested }
}

async function namesOf(fixture: SinkFixture, content: string): Promise<unknown> {
  const { found } = await reading(fixture, content)
  assert.equal(found?.kind, 'documents', 'documents are found')
  const { documents, whole, names } = found as Extract<typeof found, { kind: 'documents' }>
  return { documents, whole, names: plain(names) }
}

function plain(names: NameCounts): object {
  const sorted = [...names].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    sorted.map(([name, { documents, within }]) => [name, { documents, within: plain(within) }]),
  )
}
