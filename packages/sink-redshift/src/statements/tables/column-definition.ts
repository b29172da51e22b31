import { parseColumnType, type Column } from '@arbalest/core/plugin'
import { quoteIdentifier, quoteLiteral } from '../syntax/quote.js'

/** A column as SQL defines it. */
export interface ColumnDefinition {
  readonly name: string
  readonly type: string
  /** An SQL expression. */
  readonly default?: string | undefined
  readonly encode?: string | undefined
  readonly notNull?: boolean | undefined
}

/** A column of a target as CREATE TABLE and ADD COLUMN define it. Throws `ConfigError` if it has no type of Redshift's. */
export function defineTargetColumn(column: Omit<Column, 'path'>): string {
  const { name, type, default: value, storage, notNull } = column
  return defineColumn({
    name,
    type: parseColumnType(type),
    default: defaultExpression(value),
    encode: storage?.encode,
    notNull,
  })
}

/** A column as CREATE TABLE and ADD COLUMN define it. */
export function defineColumn({ name, type, default: value, encode, notNull }: ColumnDefinition): string {
  return [
    `${quoteIdentifier(name)} ${type}`,
    ...(value === undefined ? [] : [`default ${value}`]),
    ...(encode === undefined ? [] : [`encode ${encode}`]),
    ...(notNull ? ['not null'] : []),
  ].join(' ')
}

/** The default of a target's column as an SQL expression. */
export function defaultExpression(value: Column['default']): string | undefined {
  return typeof value === 'string' ? quoteLiteral(value) : value?.toString()
}
