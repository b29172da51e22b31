/**
 * What a target may say of how its table is stored, which only a sink knows. A sink's package
 * adds its keys by declaration merging, all of them optional, and checks them by `Plugin.target`.
 *
 * @example
 * ```ts
 * declare module '@arbalest/core' {
 *   interface TableStorage {
 *     readonly partitions?: number | undefined
 *   }
 * }
 * ```
 */
export interface TableStorage {}

/** What a target may say of how a column is stored, which only a sink knows; as {@link TableStorage}. */
export interface ColumnStorage {}
