import { isOwnFile, ObjectStore } from '@arbalest/s3'
import { expect, test } from 'vitest'
import { JournalFolder } from '../../src/store/journal-folder.js'

test('what a journal keeps is known as such wherever it lies, so that it is never loaded', () => {
  const id = '0123456789abcdef'
  const store = new ObjectStore(
    'acme',
    {},
    { signal: new AbortController().signal, translate: (error) => error },
  )
  const folder = new JournalFolder(store, 'in/arbalest/p/s/', id, () => id)
  const name = id.repeat(2)
  const keys = [folder.keyOf('index', name), folder.keyOf('segment', name), `${folder.key}orphans.json`]
  expect(keys.map(isOwnFile)).toEqual([true, true, true])
  store.close()
})
