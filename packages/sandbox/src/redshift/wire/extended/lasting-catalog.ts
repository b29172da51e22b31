import type { Catalog } from '../../sql/tree/catalog.js'

/** `catalog` for a statement that is kept, and may run when there are keys and materialized views that are not there yet. */
export function lastingCatalog(catalog: Catalog): Catalog {
  return {
    mayBeLateBinding: (name) => catalog.mayBeLateBinding(name),
    expectLateBinding: (name) => catalog.expectLateBinding(name),
    mayHaveFurtherEntries: () => true,
    expectFurtherEntries: () => catalog.expectFurtherEntries(),
    columnsOf: (sql) => catalog.columnsOf(sql),
    typesOf: (sql) => catalog.typesOf(sql),
    storedTypes: (table) => catalog.storedTypes(table),
    lateBinding: (name) => catalog.lateBinding(name),
    lateBindings: () => catalog.lateBindings(),
  }
}
