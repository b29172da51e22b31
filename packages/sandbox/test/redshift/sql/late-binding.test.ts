import { expect, test } from 'vitest'
import { splitStatements } from '../../../src/redshift/sql/tokens/split-statements.js'
import type { Catalog } from '../../../src/redshift/sql/tree/catalog.js'
import { loadGrammar } from '../../../src/redshift/sql/tree/grammar.js'
import { LateBindingNames } from '../../../src/redshift/statements/context/late-binding-names.js'
import { plan } from '../../../src/redshift/statements/plan.js'

test('only what has the name of a late-binding view is looked up, whenever that was made', async () => {
  await loadGrammar()
  const names = new LateBindingNames({ unknown: false })
  const lookedUp: string[] = []
  const catalog: Catalog = {
    mayBeLateBinding: (name) => names.has(name),
    expectLateBinding: (name) => names.add(name),
    async lateBinding(name) {
      lookedUp.push(name)
      return 'select 1 as a'
    },
    mayHaveFurtherEntries: () => false,
    expectFurtherEntries: () => {},
    lateBindings: async () => [],
    columnsOf: async () => undefined,
    typesOf: async () => undefined,
    storedTypes: async () => [],
  }
  const run = async (text: string): Promise<string | undefined> => {
    const [planned] = splitStatements(text).map(plan)
    return planned && 'sql' in planned ? planned.sql(catalog) : undefined
  }
  const read = 'select a from s.t join s.v using (a)'

  expect(await run(read)).toBe(read)
  expect(lookedUp).toEqual([])

  await run('create view s.v as select 1 as a with no schema binding')
  expect(await run(read)).toBe('SELECT a FROM s.t JOIN ( SELECT 1 AS a ) AS v USING (a)')
  expect(lookedUp).toEqual(['"s"."v"'])

  await run('alter table s.v rename to t')
  await run(read)
  expect(lookedUp).toEqual(['"s"."v"', '"s"."t"', '"s"."v"'])
})
