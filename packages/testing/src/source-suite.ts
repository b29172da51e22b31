import assert from 'node:assert/strict'
import { collect, compareKeys, type SourceObject } from '@arbalest/core'
import type { ChangeableSource } from './changeable-source.js'
import { testWith, type Test } from './test.js'

/** A source to test, with nothing in it. Closing it closes all that it needs. */
export interface SourceFixture extends AsyncDisposable {
  readonly source: ChangeableSource
}

/** That a source keeps every promise of `Source`; `create` makes a fresh, isolated fixture. */
export function testSource(test: Test, create: () => Promise<SourceFixture>): void {
  const it = testWith(test, create)

  it('lists nothing where there is nothing', async ({ source }) => {
    assert.deepEqual(await collect(source.list()), [])
  })

  it('lists in the order of UTF-8 bytes', async ({ source }) => {
    const keys = ['b', 'd/x', 'd0', 'd-', 'a', 'B', '\u{1F600}', '\uFF21', 'a b', 'é', `it's "a" + %41`]
    for (const key of keys) await source.put(key, 'x')
    assert.deepEqual(
      (await collect(source.list())).map(({ key }) => key),
      keys.toSorted(compareKeys),
    )
  })

  it('lists every object of many, once each', async ({ source }) => {
    const keys = Array.from({ length: 1_234 }, (_, index) => `key-${index}`)
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((key) => source.put(key, 'x')))
    }
    assert.deepEqual(
      (await collect(source.list())).map(({ key }) => key),
      keys.toSorted(compareKeys),
    )
  })

  it('may be listed in part, and again', async ({ source }) => {
    for (const key of ['a', 'b', 'c']) await source.put(key, 'x')
    for await (const { key } of source.list()) {
      assert.equal(key, 'a')
      break
    }
    assert.equal((await collect(source.list())).length, 3)
  })

  it('tells size and content', async ({ source }) => {
    await source.put('a', 'zwölf Boxkämpfer\n')
    const [object] = await collect(source.list())
    assert.equal(object?.size, 19)
    assert.equal(await textOf(object!), 'zwölf Boxkämpfer\n')
  })

  it('gives an object a version that changes when its content does, and only then', async ({ source }) => {
    await source.put('a', 'one')
    const [first] = await collect(source.list())
    const [again] = await collect(source.list())
    assert.equal(again!.version, first!.version)
    await source.put('a', 'two')
    const [changed] = await collect(source.list())
    assert.notEqual(changed!.version, first!.version)
    assert.ok(
      first!.version.length > 0 && first!.version.length <= 256,
      'a version is 1 to 256 characters long',
    )
  })

  it('gives every object a URL of its own', async ({ source }) => {
    for (const key of ['a', 'b']) await source.put(key, 'same')
    const urls = (await collect(source.list())).map(({ url }) => url)
    assert.equal(new Set(urls).size, 2)
  })

  it('no longer lists what has been removed', async ({ source }) => {
    for (const key of ['a', 'b']) await source.put(key, 'x')
    await source.remove('a')
    assert.deepEqual(
      (await collect(source.list())).map(({ key }) => key),
      ['b'],
    )
  })
}

async function textOf(object: SourceObject): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of object.open()) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
