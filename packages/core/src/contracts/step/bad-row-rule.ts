/**
 * What becomes of rows that do not fit: they fail the load; or a run leaves out so many of them at
 * most, over all its transactions, and fails if there are more: `skip` only counts them, `keep` keeps
 * each beside the table.
 */
export type BadRowRule = 'fail' | { readonly skip: number } | { readonly keep: number }
