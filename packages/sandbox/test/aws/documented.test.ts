import { expect, test } from 'vitest'
import { operations } from '../../src/aws/operations/operations.js'
import { quoted, rows, section } from '../docs/page.js'

test('docs/sandbox.md lists the operations that are answered, and no others', () => {
  const listed = rows(section('AWS APIs')).flatMap(([service = '', names = '']) =>
    quoted(names).map((name) => `${quoted(service)[0]}:${name}`),
  )
  expect(listed.toSorted()).toEqual(operations.map(({ service, name }) => `${service}:${name}`).toSorted())
})
