import assert from 'node:assert/strict'
import {
  collect,
  compareKeys,
  each,
  pages,
  type ByteRange,
  type Source,
  type SourceObject,
} from '@arbalest/core/plugin'
import { listed } from './sink/fixture-test.js'
import type { ChangeableSource } from '../changeable-source.js'
import { testWith, type Test } from '../test.js'

/** A source to test, with nothing in it. Closing it closes all that it needs. */
export interface SourceFixture extends AsyncDisposable {
  readonly source: ChangeableSource
}

/**
 * Tests that a source keeps every promise of `Source`; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testSource(test, async () => ({ source: new FolderInTest(), async [Symbol.asyncDispose]() {} }))
 * ```
 */
export function testSource(test: Test, create: () => Promise<SourceFixture>): void {
  const it = testWith(test, create)

  it('lists nothing where there is nothing', async ({ source }) => {
    assert.deepEqual(await listed({ source }), [])
  })

  it('lists in the order of UTF-8 bytes', async ({ source }) => {
    const keys = ['b', 'd/x', 'd0', 'd-', 'a', 'B', '\u{1F600}', '\uFF21', 'a b', 'é', `it's "a" + %41`]
    for (const key of keys) await source.put(key, 'x')
    assert.deepEqual(
      (await listed({ source })).map(({ key }) => key),
      keys.toSorted(compareKeys),
    )
  })

  it('lists every object of many, once each', async ({ source }) => {
    const keys = Array.from({ length: 1_234 }, (_, index) => `key-${index}`)
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((key) => source.put(key, 'x')))
    }
    assert.deepEqual(
      (await listed({ source })).map(({ key }) => key),
      keys.toSorted(compareKeys),
    )
  })

  it('may be listed in part, and again', async ({ source }) => {
    for (const key of ['a', 'b', 'c']) await source.put(key, 'x')
    for await (const { key } of each(pages<SourceObject>(source.list()))) {
      assert.equal(key, 'a')
      break
    }
    assert.equal((await listed({ source })).length, 3)
  })

  it('shows size and content', async ({ source }) => {
    await source.put('a', 'zwölf Boxkämpfer\n')
    const [object] = await listed({ source })
    assert.equal(object?.size, 19)
    assert.equal(await textOf(source, object!), 'zwölf Boxkämpfer\n')
  })

  it('gives an object a version that changes when its content does, and only then', async ({ source }) => {
    await source.put('a', 'one')
    const [first] = await listed({ source })
    const [again] = await listed({ source })
    assert.equal(again!.version, first!.version)
    await source.put('a', 'two')
    const [changed] = await listed({ source })
    assert.notEqual(changed!.version, first!.version)
    assert.ok(
      first!.version.length > 0 && first!.version.length <= 256,
      'a version is 1 to 256 characters long',
    )
  })

  it('gives every object a URL of its own', async ({ source }) => {
    for (const key of ['a', 'b']) await source.put(key, 'same')
    const urls = (await listed({ source })).map(({ url }) => url)
    assert.equal(new Set(urls).size, 2)
  })

  it('no longer lists what has been removed', async ({ source }) => {
    for (const key of ['a', 'b']) await source.put(key, 'x')
    await source.remove('a')
    assert.deepEqual(
      (await listed({ source })).map(({ key }) => key),
      ['b'],
    )
  })

  it('reads a range of an object, from its start or its end', async ({ source }) => {
    if (!source.open) return assert.equal(source.open, undefined)
    await source.put('a', '0123456789')
    const [object] = await listed({ source })
    assert.equal(await textOf(source, object!, { start: 2, end: 5 }), '234')
    assert.equal(await textOf(source, object!, { start: 7 }), '789')
    assert.equal(await textOf(source, object!, { start: -3 }), '789')
  })

  it('reports which objects have changed or are gone since they were listed, if it can', async ({
    source,
  }) => {
    for (const key of ['a', 'b', 'c', 'd']) await source.put(key, 'x')
    const objects = await listed({ source })
    if (!source.changed) return
    assert.deepEqual(await source.changed(objects), [])
    await source.put('b', 'y')
    await source.remove('d')
    assert.deepEqual(
      (await source.changed(objects)).map(({ key }) => key),
      ['b', 'd'],
    )
    assert.deepEqual(await source.changed(objects.slice(0, 1)), [])
  })
}

async function textOf(source: Source, object: SourceObject, range?: ByteRange): Promise<string> {
  assert.ok(source.open, 'the source can be read')
  return Buffer.concat(await collect(source.open(object, range))).toString()
}
