import type { Catalog } from '../../sql/tree/catalog.js'
import type { Cluster } from '../../statements/context/cluster.js'

/** The catalog of a session that is busy, and so cannot be asked what is there. */
export function busyCatalog({ lateBinding, furtherEntries }: Cluster): Catalog {
  const nothing = () => Promise.resolve(undefined)
  return {
    mayBeLateBinding: () => false,
    expectLateBinding: (name) => lateBinding.add(name),
    mayHaveFurtherEntries: () => true,
    expectFurtherEntries: () => furtherEntries.expect(),
    columnsOf: nothing,
    typesOf: nothing,
    storedTypes: () => Promise.resolve([]),
    lateBinding: nothing,
    lateBindings: () => Promise.resolve([]),
  }
}
