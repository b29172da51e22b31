import { describe, expect, test } from 'vitest'
import { COPY_PARAMETERS } from '../../src/redshift/copy/parameters/copy-parameters.js'
import { REFUSED_PARAMETERS } from '../../src/redshift/copy/parameters/copy-rules.js'
import { COLUMN_ATTRIBUTES } from '../../src/redshift/sql/ddl/column-definition.js'
import {
  COLUMN_TYPES,
  INTERVAL_QUALIFIERS,
  TYPE_PHRASES,
  UNSUPPORTED_TYPES,
} from '../../src/redshift/sql/writing/column-type.js'
import { ENCODINGS } from '../../src/redshift/sql/ddl/encodings.js'
import { UNLOAD_PARAMETERS } from '../../src/redshift/unload/unload-parameters.js'
import { SWITCHED_OFF, UNKNOWN } from '../../src/redshift/sql/refusals/refuse-statement.js'
import { OPERATIONS } from '../../src/s3/routes/operations.js'
import { REFUSED_OPERATIONS } from '../../src/s3/routes/refused-operations.js'
import { claims, quoted, read, section } from './page.js'

const names = (heading: string) => claims(section(heading)).map(([name]) => name.toLowerCase())
const sorted = (list: Iterable<string>) => Array.from(list).toSorted()

describe('docs/sandbox.md', () => {
  test.each(['load-day.ts', 'test/load-day.test.ts', 'test/faults.test.ts'])(
    'shows examples/sandbox-alone/%s as it is',
    (file) => {
      const code = read(`examples/sandbox-alone/${file}`)
      expect(read('docs/sandbox.md')).toContain(`\`\`\`ts\n${code}\`\`\`\n`)
    },
  )

  test('has a row for each COPY parameter that the code knows, and says which it refuses', () => {
    const text = section('COPY parameters').split('Other forms')[0] ?? ''
    expect(claims(text).map(([name]) => name.toLowerCase())).toEqual(COPY_PARAMETERS)
    const refused = claims(text).filter(([, status]) => status === 'refused')
    expect(refused.map(([name]) => name.toLowerCase())).toEqual(sorted(Object.keys(REFUSED_PARAMETERS)))
  })

  test('has a row for each UNLOAD parameter that the code knows', () => {
    expect(names('UNLOAD')).toEqual(sorted(UNLOAD_PARAMETERS))
  })

  test('has a row for each type that the code knows', () => {
    const phrases = TYPE_PHRASES.map(([words]) => words.join(' '))
    const intervals = INTERVAL_QUALIFIERS.map((qualifier) => `interval ${qualifier}`)
    const known = [...COLUMN_TYPES, ...phrases, ...intervals, ...UNSUPPORTED_TYPES]
    expect(names('Column types')).toEqual(expect.arrayContaining(known))
    const others = claims(section('Column types')).filter(([name]) => !known.includes(name.toLowerCase()))
    expect(others.filter(([, status]) => status !== 'refused')).toEqual([])
  })

  test('has a row for each attribute of a column and each encoding that the code knows', () => {
    const written = names('CREATE TABLE: columns')
    expect(sorted(new Set(written.map((name) => /^\w+/.exec(name)?.[0] ?? '')))).toEqual(
      sorted(COLUMN_ATTRIBUTES),
    )
    const encodings = written.filter((name) => name.startsWith('encode ') && name !== 'encode zip')
    expect(sorted(encodings)).toEqual(sorted(Array.from(ENCODINGS, (name) => `encode ${name}`)))
  })

  test('names each statement that the code refuses', () => {
    const phrases = [...SWITCHED_OFF, ...UNKNOWN].map((phrase) => phrase.join(' '))
    expect(names('What is refused of PostgreSQL')).toEqual(expect.arrayContaining(phrases))
  })

  test('names each operation of S3 that the code has, and each that it refuses', () => {
    const [there = '', refused = ''] = section('S3').split('These are refused by name')
    expect(quoted(there.split('It has these operations')[1] ?? '')).toEqual(
      sorted(OPERATIONS.map(({ name }) => name)),
    )
    expect(quoted(refused.split('\n')[0] ?? '')).toEqual(sorted(REFUSED_OPERATIONS.map(({ name }) => name)))
  })
})
